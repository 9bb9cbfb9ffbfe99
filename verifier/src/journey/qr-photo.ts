import { crc32, deflateSync } from 'node:zlib'
import { encode } from 'uqr'

/** A photo of a QR as a PNG: grey, with the quiet zone, that many pixels a module. */
export function qrPhoto(text: string, pixelsPerModule = 4): Buffer<ArrayBuffer> {
  const { data } = encode(text, { ecc: 'M', border: 4 })
  const side = data.length * pixelsPerModule
  const rows = data.flatMap((row) => {
    const line = Buffer.alloc(side + 1, 235)
    line[0] = 0
    row.forEach((dark, x) => {
      if (dark) line.fill(25, 1 + x * pixelsPerModule, 1 + (x + 1) * pixelsPerModule)
    })
    return Array.from({ length: pixelsPerModule }, () => line)
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const image = deflateSync(Buffer.concat(rows))
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', image),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** One part of a PNG: its length, its kind, its content, its checksum. */
export function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { HttpRefusal } from './refusal.ts'

/** A batch is at most 1,000 events of about 600 bytes; card texts make some of them 2 KB. */
export const unpackedMax = 8 * 1024 * 1024
/** As sent, on the wire. */
export const packedMax = 4 * 1024 * 1024

const unpackers = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const

/** The body as it was before compression. Refuses an encoding it does not know, and a bomb. */
export async function unpackBody(body: Buffer, encoding: string | undefined): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity') return body
  if (!Object.hasOwn(unpackers, encoding)) {
    throw new HttpRefusal(415, 'unknown-encoding', {
      id: 'Kompresi ini tidak dikenal. Kirim dengan deflate, gzip, br, atau tanpa kompresi.',
      en: 'This content-encoding is not known. Send deflate, gzip, br or none.',
    })
  }
  try {
    return await unpackers[encoding as keyof typeof unpackers](body, { maxOutputLength: unpackedMax })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new HttpRefusal(413, 'batch-too-large', {
        id: 'Kiriman terlalu besar. Kirim lebih sedikit catatan sekaligus.',
        en: 'The batch is too large. Send fewer records at a time.',
      })
    }
    throw new HttpRefusal(400, 'unreadable-body', {
      id: 'Isi kiriman rusak. Kirim lagi.',
      en: 'The body cannot be decompressed. Send it again.',
    })
  }
}

import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { text as readAll } from 'node:stream/consumers'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { TellPerson } from '../tell-person.ts'

/** The largest photo a phone makes, and far more than any text. */
const fileMaxBytes = 40_000_000

/**
 * The text of a card: from standard input (`-`), from a text file, from the QR in a picture (PNG, JPEG),
 * or as it was typed.
 *
 * @throws TellPerson when a picture shows no QR, or the file is no picture and no text.
 */
export async function readCardText(given: string): Promise<string> {
  if (given === '-') return (await readAll(process.stdin)).trim()
  if (given.length > 1000 || !existsSync(given) || !statSync(given).isFile()) return asTyped(given)
  if (statSync(given).size > fileMaxBytes) {
    throw new TellPerson({
      id: `${given} terlalu besar. Beri foto atau berkas teks di bawah 40 MB.`,
      en: `${given} is too large. Give a photo or a text file under 40 MB.`,
    })
  }
  const bytes = readFileSync(given)
  return isPicture(bytes) ? readPicture(bytes, given) : bytes.toString('utf8').trim()
}

function asTyped(given: string): string {
  const looksLikeFile = /\.(png|jpe?g|txt|pdf)$/i.test(given)
  if (!looksLikeFile) return given.trim()
  throw new TellPerson({ id: `Berkas ${given} tidak ada.`, en: `There is no file ${given}.` })
}

function isPicture(bytes: Uint8Array): boolean {
  const isPng = bytes[0] === 0x89 && bytes[1] === 0x50
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8
  return isPng || isJpeg
}

async function readPicture(bytes: Uint8Array, name: string): Promise<string> {
  // Its own way is to fetch the program from a server; this one lies in the package.
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } })
  const found = await readBarcodes(bytes, { formats: ['QRCode'], tryHarder: true })
  const readable = found.find((code) => code.isValid && code.text !== '')
  if (readable) return readable.text
  throw new TellPerson({
    id: `Tidak ada QR yang terbaca di ${name}. Foto lagi: terang, rata, QR memenuhi gambar.`,
    en: `No QR could be read in ${name}. Take the photo again: bright, flat, the QR filling the picture.`,
  })
}

import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { text as readAll } from 'node:stream/consumers'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { fileToRead } from '../places.ts'
import { TellPerson } from '../tell-person.ts'
import { type Picture, qrOfPdf } from './read-pdf-qr.ts'

/** The largest photo a phone makes, and far more than any text. */
const fileMaxBytes = 40_000_000

/**
 * The text of a card: from standard input (`-`), from a text file, from the QR in a picture (PNG, JPEG) or in a PDF
 * that Sentra made, or as it was typed.
 *
 * @throws TellPerson when there is no QR in it, or the file is of another kind.
 */
export async function readCardText(given: string): Promise<string> {
  if (given === '-') return (await readAll(process.stdin)).trim()
  if (given.length > 1000 || !existsSync(given)) return asTyped(given)
  fileToRead(given)
  if (statSync(given).size > fileMaxBytes) {
    throw new TellPerson({
      id: `${given} terlalu besar. Beri foto atau berkas teks di bawah 40 MB.`,
      en: `${given} is too large. Give a photo or a text file under 40 MB.`,
    })
  }
  const bytes = readFileSync(given)
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return readPdf(bytes, given)
  if (isPicture(bytes)) return readPicture(bytes, given)
  if (!bytes.includes(0)) return bytes.toString('utf8').trim()
  throw new TellPerson({
    id: `${given} bukan foto (PNG, JPEG), bukan PDF dari Sentra, dan bukan teks. Foto kartunya, atau ketik teks HC1:….`,
    en: `${given} is no photo (PNG, JPEG), no PDF made by Sentra and no text. Take a photo of the card, or type the text HC1:….`,
  })
}

function asTyped(given: string): string {
  const isCode = /^[A-Z]+1:|:\/\//.test(given)
  const looksLikeFile = !isCode && /\.(png|jpe?g|txt|pdf)$|[/\\]/i.test(given)
  if (!looksLikeFile) return given.trim()
  throw new TellPerson({ id: `Berkas ${given} tidak ada.`, en: `There is no file ${given}.` })
}

function isPicture(bytes: Uint8Array): boolean {
  const isPng = bytes[0] === 0x89 && bytes[1] === 0x50
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8
  return isPng || isJpeg
}

async function readPicture(bytes: Uint8Array, name: string): Promise<string> {
  const text = await readQr(bytes)
  if (text !== undefined) return text
  throw new TellPerson({
    id: `Tidak ada QR yang terbaca di ${name}. Foto lagi: terang, rata, QR memenuhi gambar.`,
    en: `No QR could be read in ${name}. Take the photo again: bright, flat, the QR filling the picture.`,
  })
}

async function readPdf(bytes: Uint8Array, name: string): Promise<string> {
  const drawn = qrOfPdf(bytes)
  const text = drawn && (await readQr(drawn))
  if (text) return text
  throw new TellPerson({
    id: `${name}: hanya QR di PDF buatan Sentra yang terbaca. Foto atau tangkap layar QR-nya (PNG, JPEG), lalu coba lagi.`,
    en: `${name}: only the QR in a PDF made by Sentra can be read. Take a photo or a screenshot of its QR (PNG, JPEG), then try again.`,
  })
}

async function readQr(picture: Uint8Array | Picture): Promise<string | undefined> {
  // Its own way is to fetch the program from a server; this one lies in the package.
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } })
  const found = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true })
  return found.find((code) => code.isValid && code.text !== '')?.text
}

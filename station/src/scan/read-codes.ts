import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import readerWasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

// The reader would fetch itself from the internet; the hall has none.
void prepareZXingModule({ overrides: { locateFile: () => readerWasm } })

/** The texts of the QR codes in a picture, best first; none when nothing could be read. */
export async function readCodes(picture: Blob | ImageData): Promise<string[]> {
  const codes = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 })
  return codes.filter((code) => code.isValid).map((code) => code.text)
}

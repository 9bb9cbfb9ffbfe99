import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

/** What a printed page says to a camera. */
export interface ReadPdf {
  readonly isPdf: boolean
  /** The QR codes on the pages; null where no renderer (`pdftoppm`) is installed. */
  readonly codes: readonly string[] | null
}

/** Renders the pages as a printer would, at 300 dpi, and reads the QR codes from the pixels. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const isPdf = Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'
  if (!isPdf || !hasRenderer()) return { isPdf, codes: null }
  const directory = mkdtempSync(join(tmpdir(), 'sentra-paper-'))
  try {
    writeFileSync(join(directory, 'paper.pdf'), bytes)
    execFileSync('pdftoppm', ['-r', '300', '-png', join(directory, 'paper.pdf'), join(directory, 'page')])
    const codes: string[] = []
    for (const page of readdirSync(directory).filter((name) => name.endsWith('.png'))) {
      codes.push(...(await readCodes(readFileSync(join(directory, page)))))
    }
    return { isPdf, codes }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function readCodes(png: Uint8Array): Promise<string[]> {
  prepared ??= prepareZXingModule({
    overrides: {
      wasmBinary: readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
        .buffer as ArrayBuffer,
    },
    fireImmediately: true,
  })
  await prepared
  const results = await readBarcodes(png, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 4 })
  return results.filter((result) => result.isValid).map((result) => result.text)
}

let prepared: Promise<unknown> | undefined
let renderer: boolean | undefined

function hasRenderer(): boolean {
  if (renderer === undefined) {
    try {
      execFileSync('pdftoppm', ['-v'], { stdio: 'ignore' })
      renderer = true
    } catch {
      renderer = false
    }
  }
  return renderer
}

/** Anything both readers can look at: a camera picture or a photo. */
export type Picture = HTMLVideoElement | ImageBitmap
export type ReadPicture = (picture: Picture) => Promise<string | null>

/** What the browser's own reader looks like; not in TypeScript's library yet. */
interface NativeDetector {
  detect(picture: Picture): Promise<{ rawValue: string }[]>
}
interface NativeDetectorClass {
  new (options: { formats: string[] }): NativeDetector
  getSupportedFormats(): Promise<string[]>
}

/**
 * Reads the QR in a picture: by the browser itself where it can (Android), else by zxing, which is
 * loaded at the first picture and kept on the phone with the rest of the page.
 */
export async function pictureReader(): Promise<ReadPicture> {
  reader ??= (await nativeReader()) ?? zxingReader()
  return reader
}
let reader: ReadPicture | undefined

async function nativeReader(): Promise<ReadPicture | null> {
  const Detector = (globalThis as { BarcodeDetector?: NativeDetectorClass }).BarcodeDetector
  try {
    if (!Detector || !(await Detector.getSupportedFormats()).includes('qr_code')) return null
    const detector = new Detector({ formats: ['qr_code'] })
    // Some phones offer a reader whose service is missing: then the second reader takes over.
    return async (picture) => {
      try {
        const [found] = await detector.detect(picture)
        return found?.rawValue ?? null
      } catch {
        reader = zxingReader()
        return reader(picture)
      }
    }
  } catch {
    return null
  }
}

function zxingReader(): ReadPicture {
  return async (picture) => {
    const { readBarcodes } = await zxing()
    const [found] = await readBarcodes(pixels(picture), {
      formats: ['QRCode'],
      maxNumberOfSymbols: 1,
      tryInvert: false,
    })
    return found?.text || null
  }
}

/** Larger pictures hold no more of a QR of 97 modules, and cost a cheap phone a second each. */
const sideMax = 1600

function pixels(picture: Picture): ImageData {
  const video = picture instanceof HTMLVideoElement
  const width = video ? picture.videoWidth : picture.width
  const height = video ? picture.videoHeight : picture.height
  const scale = Math.min(1, sideMax / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) throw new Error('this browser draws no pictures')
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return pen.getImageData(0, 0, canvas.width, canvas.height)
}

/** Its wasm lies beside the page, compressed; the library would fetch it from a stranger's server. */
async function zxing() {
  loading ??= (async () => {
    const [library, { default: address }] = await Promise.all([
      import('zxing-wasm/reader'),
      import('virtual:zxing-reader'),
    ])
    const response = await fetch(address)
    if (!response.ok || !response.body)
      throw new Error(`the QR reader could not be loaded: ${response.status}`)
    const inflated = new Response(response.body.pipeThrough(new DecompressionStream('deflate')))
    const wasmBinary = await inflated.arrayBuffer()
    await library.prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
    return library
  })()
  loading.catch(() => {
    loading = undefined
  })
  return loading
}
let loading: Promise<typeof import('zxing-wasm/reader')> | undefined

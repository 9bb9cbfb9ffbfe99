import { leaveDarkest } from './darkest-ink.ts'
import { type Look, looksAt, type Size } from './looks.ts'
import type { Picture, ReadPicture } from './read-picture.ts'

/** Looks once, a little differently each time: a camera soon shows the card again. */
export function zxingGlance(): ReadPicture {
  let turn = 0
  return async (picture) => {
    const looks = looksAt(sizeOf(picture)).slice(0, 2)
    const look = looks[turn % looks.length]!
    turn += 1
    return readAt(picture, look)
  }
}

/** After this long no further look is begun: the person takes another photo sooner than they wait. */
const studyMsMax = 1000

/** Looks in every way that has read a card before, as far as the time goes: a photo is all there is. */
export const zxingStudy: ReadPicture = async (picture) => {
  await zxing()
  const until = performance.now() + studyMsMax
  for (const look of looksAt(sizeOf(picture))) {
    const text = await readAt(picture, look)
    if (text) return text
    if (performance.now() > until) break
  }
  return null
}

const binarizers = {
  around: 'LocalAverage',
  all: 'GlobalHistogram',
  middle: 'FixedThreshold',
  darker: 'FixedThreshold',
  darkest: 'FixedThreshold',
} as const

/** How far from black to white ink reaches, where that is decided before the reader looks. */
const inkBelow: Partial<Record<Look['ink'], number>> = { darker: 0.35, darkest: 0.25 }

async function readAt(picture: Picture, { width, height, ink }: Look): Promise<string | null> {
  const { readBarcodes } = await zxing()
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) throw new Error('this browser draws no pictures')
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(picture, 0, 0, width, height)
  const seen = pen.getImageData(0, 0, width, height)
  const part = inkBelow[ink]
  if (part !== undefined) leaveDarkest(seen, part)
  const [found] = await readBarcodes(seen, {
    formats: ['QRCode'],
    maxNumberOfSymbols: 1,
    tryInvert: false,
    binarizer: binarizers[ink],
  })
  return found?.text || null
}

function sizeOf(picture: Picture): Size {
  return picture instanceof HTMLVideoElement
    ? { width: picture.videoWidth, height: picture.videoHeight }
    : { width: picture.width, height: picture.height }
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

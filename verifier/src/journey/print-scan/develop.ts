import type { Page } from 'playwright-core'
import type { GreyPicture } from './printed-paper.ts'

/** Makes the JPEG that a phone would have kept, with the browser's own encoder. */
export async function develop(page: Page, picture: GreyPicture, quality: number): Promise<Buffer> {
  const { width, height, grey } = picture
  const base64 = Buffer.from(grey).toString('base64')
  const jpeg = await page.evaluate<string>(`(async () => {
    const grey = Uint8Array.fromBase64('${base64}')
    const canvas = new OffscreenCanvas(${width}, ${height})
    const pen = canvas.getContext('2d')
    const picture = pen.createImageData(${width}, ${height})
    const colours = new Uint32Array(picture.data.buffer)
    for (let index = 0; index < grey.length; index += 1) colours[index] = 0xff000000 | (grey[index] * 0x010101)
    pen.putImageData(picture, 0, 0)
    const file = await canvas.convertToBlob({ type: 'image/jpeg', quality: ${quality} })
    return new Uint8Array(await file.arrayBuffer()).toBase64()
  })()`)
  return Buffer.from(jpeg, 'base64')
}

import type { Page } from 'playwright-core'
import type { GreyPicture } from './printed-paper.ts'

/** Makes the JPEG that a phone would have kept, with the browser's own encoder. */
export async function develop(page: Page, picture: GreyPicture, quality: number): Promise<Buffer> {
  const { width, height, grey } = picture
  const base64 = Buffer.from(grey).toString('base64')
  const jpeg = await page.evaluate<string>(`(async () => {
    const grey = Uint8Array.from(atob('${base64}'), (letter) => letter.charCodeAt(0))
    const canvas = new OffscreenCanvas(${width}, ${height})
    const pen = canvas.getContext('2d')
    const picture = pen.createImageData(${width}, ${height})
    for (let index = 0; index < grey.length; index += 1) {
      picture.data.fill(grey[index], index * 4, index * 4 + 3)
      picture.data[index * 4 + 3] = 255
    }
    pen.putImageData(picture, 0, 0)
    const file = await canvas.convertToBlob({ type: 'image/jpeg', quality: ${quality} })
    const bytes = new Uint8Array(await file.arrayBuffer())
    let text = ''
    for (let start = 0; start < bytes.length; start += 8192)
      text += String.fromCharCode(...bytes.subarray(start, start + 8192))
    return btoa(text)
  })()`)
  return Buffer.from(jpeg, 'base64')
}

import { nativeReader } from './native-reader.ts'
import { zxingGlance, zxingStudy } from './zxing-reader.ts'

/** Anything both readers can look at: a camera picture or a photo. */
export type Picture = HTMLVideoElement | ImageBitmap
export type ReadPicture = (picture: Picture) => Promise<string | null>

/**
 * Reads the QR before a camera: by the browser itself where it can (Android), else by zxing, which is
 * loaded at the first picture and kept on the phone with the rest of the page.
 */
export async function pictureReader(): Promise<ReadPicture> {
  const native = await nativeReader()
  const zxing = zxingGlance()
  let read = native ?? zxing
  return async (picture) => {
    try {
      return await read(picture)
    } catch (error) {
      if (read === zxing) throw error
      read = zxing
      return read(picture)
    }
  }
}

/** The text of the QR in a photo, or null when none is found. Throws when it is not a picture. */
export async function readPhoto(file: Blob): Promise<string | null> {
  const bitmap = await createImageBitmap(file)
  try {
    const native = await nativeReader()
    // What the browser does not see, the second reader may: it looks longer.
    const seen = native && (await native(bitmap).catch(() => null))
    return seen ?? (await zxingStudy(bitmap))
  } finally {
    bitmap.close()
  }
}

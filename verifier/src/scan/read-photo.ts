import { pictureReader } from './read-picture.ts'

/** The text of the QR in a photo, or null when none is found. Throws when it is not a picture. */
export async function readPhoto(file: Blob): Promise<string | null> {
  const bitmap = await createImageBitmap(file)
  try {
    return await (await pictureReader())(bitmap)
  } finally {
    bitmap.close()
  }
}

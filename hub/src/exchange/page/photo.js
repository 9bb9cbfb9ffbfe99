/**
 * The text of the QR in a photo, or null. By the browser's own reader where it has one; else, and for what that one
 * does not see, by the verifier's reader, which this hub serves too: fetched at the first photo, and only then.
 * Throws when the reader cannot be fetched. The photo never leaves the phone.
 */
export async function readPhoto(file, sayOpening) {
  if ('BarcodeDetector' in globalThis) {
    const seen = await new globalThis.BarcodeDetector({ formats: ['qr_code'] })
      .detect(await createImageBitmap(file))
      .catch(() => [])
    if (seen[0]) return seen[0].rawValue
  }
  sayOpening()
  const reader = await import('/verify/photo-reader.js')
  return reader.readPhoto(file)
}

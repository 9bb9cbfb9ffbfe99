import type { Picture, ReadPicture } from './read-picture.ts'

/** What the browser's own reader looks like; not in TypeScript's library yet. */
interface NativeDetector {
  detect(picture: Picture): Promise<{ rawValue: string }[]>
}
interface NativeDetectorClass {
  new (options: { formats: string[] }): NativeDetector
  getSupportedFormats(): Promise<string[]>
}

/** The browser's own reader (Android, macOS), or null. It throws where a phone offers it and its service is missing. */
export async function nativeReader(): Promise<ReadPicture | null> {
  const Detector = (globalThis as { BarcodeDetector?: NativeDetectorClass }).BarcodeDetector
  try {
    if (!Detector || !(await Detector.getSupportedFormats()).includes('qr_code')) return null
    const detector = new Detector({ formats: ['qr_code'] })
    return async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null
  } catch {
    return null
  }
}

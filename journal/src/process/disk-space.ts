import { statfsSync } from 'node:fs'

/** Below this share of free space people are warned: with a tenth left there is time to act, at a hundredth none. */
export const lowDiskShare = 0.1

/** Free space of the disk that holds `folder`, from 0 to 1; null where the system does not say. */
export function diskFreeShare(folder: string): number | null {
  try {
    const { blocks, bavail } = statfsSync(folder)
    return blocks === 0 ? null : Math.min(1, bavail / blocks)
  } catch {
    return null
  }
}

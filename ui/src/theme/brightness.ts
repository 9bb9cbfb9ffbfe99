/** How bright the place is: an office, a tent at noon, a hall with a projector. */
export const brightnesses = ['plain', 'sunlight', 'dark'] as const
export type Brightness = (typeof brightnesses)[number]

const storageKey = 'sentra.brightness'

/** The choice made earlier on this device, or `plain`. Storage may be forbidden: then nothing is kept. */
export function storedBrightness(): Brightness {
  try {
    const stored = localStorage.getItem(storageKey)
    return brightnesses.find((one) => one === stored) ?? 'plain'
  } catch {
    return 'plain'
  }
}

/** Puts the choice on the page and keeps it on this device. */
export function applyBrightness(brightness: Brightness): void {
  document.documentElement.toggleAttribute('data-sunlight', brightness === 'sunlight')
  document.documentElement.setAttribute('data-mantine-color-scheme', brightness === 'dark' ? 'dark' : 'light')
  try {
    localStorage.setItem(storageKey, brightness)
  } catch {
    // A private window without storage still changes its colours.
  }
}

/** What Chromium browsers offer before they ask the person; not in TypeScript's library yet. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>
}

export interface Install {
  /** The browser would install the page now. Safari and Firefox never say so; there the menu does it. */
  ready(): boolean
  ask(): Promise<void>
}

/** Keeps the browser's offer to install the page until the person presses our button. */
export function keepInstallPrompt(target: EventTarget, changed: () => void): Install {
  let kept: InstallPrompt | null = null
  const keep = (prompt: InstallPrompt | null) => {
    kept = prompt
    changed()
  }
  target.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    keep(event as InstallPrompt)
  })
  target.addEventListener('appinstalled', () => keep(null))
  return {
    ready: () => kept !== null,
    ask: async () => {
      const prompt = kept
      // An offer can be used once; after a "no" the browser makes another one in its own time.
      keep(null)
      await prompt?.prompt()
    },
  }
}

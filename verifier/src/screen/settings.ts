/** What the person chose. The only thing about a person this page keeps, and nothing about any card. */
export interface Settings {
  language: Language
  theme: Theme
  sound: boolean
  vibration: boolean
}
export type Language = 'id' | 'en'
export type Theme = 'auto' | 'bright' | 'dark'
export const themes: readonly Theme[] = ['auto', 'bright', 'dark']

const key = 'sentra-verifier-settings'

export function readSettings(browserLanguage: string): Settings {
  const usual: Settings = {
    language: browserLanguage.startsWith('en') ? 'en' : 'id',
    theme: 'auto',
    sound: true,
    vibration: true,
  }
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Settings>
    return {
      language: kept.language === 'id' || kept.language === 'en' ? kept.language : usual.language,
      theme: kept.theme && themes.includes(kept.theme) ? kept.theme : usual.theme,
      sound: kept.sound ?? usual.sound,
      vibration: kept.vibration ?? usual.vibration,
    }
  } catch {
    return usual
  }
}

export function keepSettings(settings: Settings): void {
  try {
    localStorage.setItem(key, JSON.stringify(settings))
  } catch {
    // A window that may keep nothing: the choice holds until it is closed.
  }
}

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
}

import type { Language } from '@sentra/contract'
import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from '../words/en.json' with { type: 'json' }
import id from '../words/id.json' with { type: 'json' }

const storageKey = 'sentra.language'

/** Words of one app on top of the shared ones: the same keys in both languages. */
export type MoreWords = Record<Language, Record<string, unknown>>

/**
 * The words of the product, Indonesian unless this device was told otherwise.
 * Both languages are in the bundle: changing language needs no network.
 */
export function startWords(more?: MoreWords): i18n {
  const words = createInstance()
  void words.use(initReactI18next).init({
    lng: storedLanguage(),
    fallbackLng: 'id',
    resources: {
      id: { translation: { ...id, ...more?.id } },
      en: { translation: { ...en, ...more?.en } },
    },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  showLanguage(words.language as Language)
  words.on('languageChanged', (language) => showLanguage(language as Language))
  return words
}

function storedLanguage(): Language {
  try {
    return localStorage.getItem(storageKey) === 'en' ? 'en' : 'id'
  } catch {
    return 'id'
  }
}

function showLanguage(language: Language): void {
  document.documentElement.lang = language
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

import { UnstyledButton } from '@mantine/core'
import { useWords } from './use-words.ts'

/** One touch changes every word on the page; the other language is named in itself. */
export function LanguageSwitch() {
  const { language, setLanguage } = useWords()
  const other = language === 'id' ? 'en' : 'id'
  // The two letters that are seen are part of what is heard, so that they can be spoken to press it.
  const label = other === 'en' ? 'EN: English' : 'ID: Bahasa Indonesia'
  return (
    <UnstyledButton
      className="shell-button"
      lang={other}
      aria-label={label}
      title={label}
      onClick={() => setLanguage(other)}
    >
      {other.toUpperCase()}
    </UnstyledButton>
  )
}

import { UnstyledButton } from '@mantine/core'
import { useWords } from './use-words.ts'

/** One touch changes every word on the page; the other language is named in itself. */
export function LanguageSwitch() {
  const { language, setLanguage } = useWords()
  const other = language === 'id' ? 'en' : 'id'
  const label = other === 'en' ? 'English' : 'Bahasa Indonesia'
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

import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Icon } from '../icons/icon.tsx'
import { useWords } from '../language/use-words.ts'
import { useScan } from './use-scan.ts'

/**
 * Where a ticket or card is shown: hand scanner (anywhere on the page), a number typed by hand,
 * and beside it whatever else the app offers (camera, photo).
 */
export function ScanField({
  label,
  placeholder,
  error,
  busy = false,
  onText,
  onTyping,
  children,
}: {
  label: string
  placeholder?: string
  error?: string | undefined
  busy?: boolean
  onText: (text: string) => void
  /** Something else is being typed: what was said of the last text is over. */
  onTyping?: () => void
  children?: ReactNode
}) {
  const { say } = useWords()
  const [text, setText] = useState('')
  const give = (given: string) => {
    if (given.trim().length < 3) return
    onText(given.trim())
    setText('')
  }
  useScan(give)
  return (
    <form
      className="scan-field"
      onSubmit={(event) => {
        event.preventDefault()
        give(text)
      }}
    >
      <TextInput
        label={label}
        placeholder={placeholder ?? say('scan.placeholder')}
        value={text}
        error={error}
        onChange={(event) => {
          setText(event.currentTarget.value)
          onTyping?.()
        }}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        data-scan=""
        leftSection={<Icon name="scan" />}
      />
      <div className="scan-field-buttons">
        <Button type="submit" variant="light" loading={busy} disabled={text.trim().length < 3}>
          {say('scan.find')}
        </Button>
        {children}
      </div>
    </form>
  )
}

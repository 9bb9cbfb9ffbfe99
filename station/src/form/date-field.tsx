import { TextInput } from '@mantine/core'
import { useWords } from '@sentra/ui'
import { useEffect, useState } from 'react'
import { readDate, showDate } from './typed-date.ts'
import { useReadable } from './use-readable.ts'
import './note-line.css'

/**
 * A date as people here say and write it: day, month, year, typed as eight digits without looking.
 * Gives `YYYY-MM-DD`, or null while it is empty or impossible; an impossible one makes its form invalid.
 */
export function DateField({
  label,
  value,
  onDate,
  error,
  required = false,
  name,
}: {
  label: string
  value: string | null
  onDate: (localDate: string | null) => void
  error?: string | undefined
  required?: boolean
  name?: string
}) {
  const { say } = useWords()
  const [typed, setTyped] = useState(value ? showDate(value) : '')
  useEffect(() => {
    setTyped((before) => (value ? showDate(value) : readDate(before) ? '' : before))
  }, [value])
  const impossible = typed.trim() !== '' && readDate(typed) === null ? say('form.dateImpossible') : null
  const readable = useReadable(impossible)
  // What is typed but is no day is not "missing".
  const wrong = readable.error ?? (error && impossible ? impossible : error)
  return (
    <TextInput
      {...readable.field}
      className="note-line"
      label={label}
      name={name}
      description={wrong ? undefined : say('form.dateHint')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      inputMode="numeric"
      autoComplete="off"
      placeholder={say('form.datePlaceholder')}
      value={typed}
      required={required}
      error={wrong}
      onChange={(event) => {
        const digits = event.currentTarget.value
        const shown = digits.length < typed.length ? digits : separate(digits)
        setTyped(shown)
        onDate(readDate(shown))
      }}
    />
  )
}

/** `05081990` becomes `05-08-1990` while it is typed. */
function separate(text: string): string {
  const digits = text.replace(/\D/g, '').slice(0, 8)
  const parts = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)].filter(Boolean)
  const ends = /[-/. ]$/.test(text) && parts.length < 3
  return parts.join('-') + (ends || digits.length === 2 || digits.length === 4 ? '-' : '')
}

import { TextInput } from '@mantine/core'
import { useWords } from '@sentra/ui'
import { useEffect, useState } from 'react'
import { readDate, showDate } from './typed-date.ts'

/**
 * A date as people here say and write it: day, month, year, typed as eight digits without looking.
 * Gives `YYYY-MM-DD`, or null while it is empty or impossible.
 */
export function DateField({
  label,
  value,
  onDate,
  error,
  required = false,
  description,
  name,
}: {
  label: string
  value: string | null
  onDate: (localDate: string | null) => void
  error?: string | undefined
  required?: boolean
  description?: string
  name?: string
}) {
  const { say } = useWords()
  const [typed, setTyped] = useState(value ? showDate(value) : '')
  const [touched, setTouched] = useState(false)
  useEffect(() => {
    setTyped((before) => (value ? showDate(value) : readDate(before) ? '' : before))
  }, [value])
  const impossible = touched && typed !== '' && readDate(typed) === null
  return (
    <TextInput
      label={label}
      name={name}
      description={description}
      inputMode="numeric"
      autoComplete="off"
      placeholder={say('form.datePlaceholder')}
      value={typed}
      required={required}
      error={error ?? (impossible ? say('form.dateImpossible') : undefined)}
      onBlur={() => setTouched(true)}
      onChange={(event) => {
        const digits = event.currentTarget.value
        const shown = digits.length < typed.length ? digits : separate(digits)
        setTyped(shown)
        setTouched(false)
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

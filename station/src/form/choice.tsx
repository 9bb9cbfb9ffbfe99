import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import './choice.css'

/** A question with a few answers, all visible, each as large as a thumb: no list to open. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onChoose,
  error,
  hideLabel = false,
}: {
  label: string
  value: Value | null
  options: readonly { value: Value; label: ReactNode; tone?: 'good' | 'bad' }[]
  onChoose: (value: Value) => void
  error?: string | undefined
  hideLabel?: boolean
}) {
  return (
    <fieldset className="choice" {...(error ? { 'data-wrong': '' } : {})}>
      <legend className={hideLabel ? 'visually-hidden' : undefined}>{label}</legend>
      <div className="choice-options" role="radiogroup" aria-label={label}>
        {options.map((option) => (
          <UnstyledButton
            key={option.value}
            role="radio"
            aria-checked={value === option.value}
            className={`choice-option ${option.tone ? `choice-${option.tone}` : ''}`}
            onClick={() => onChoose(option.value)}
          >
            {option.label}
          </UnstyledButton>
        ))}
      </div>
      {error ? (
        <p className="choice-error" role="alert">
          {error}
        </p>
      ) : null}
    </fieldset>
  )
}

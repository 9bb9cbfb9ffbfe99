import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import './choice.css'

/** A question with several answers at once, all visible, each as large as a thumb. */
export function ManyChoice({
  label,
  values,
  options,
  onChange,
  error,
}: {
  label: string
  values: readonly string[]
  options: readonly { value: string; label: ReactNode }[]
  onChange: (values: string[]) => void
  error?: string | undefined
}) {
  return (
    <fieldset className="choice" {...(error ? { 'data-wrong': '' } : {})}>
      <legend>{label}</legend>
      <div className="choice-options">
        {options.map(({ value, label: words }) => {
          const chosen = values.includes(value)
          return (
            <UnstyledButton
              key={value}
              role="checkbox"
              aria-checked={chosen}
              className="choice-option"
              onClick={() => onChange(chosen ? values.filter((one) => one !== value) : [...values, value])}
            >
              {words}
            </UnstyledButton>
          )
        })}
      </div>
      {error ? (
        <p className="choice-error" role="alert">
          {error}
        </p>
      ) : null}
    </fieldset>
  )
}

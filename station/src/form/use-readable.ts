import { useState } from 'react'

/**
 * For a field whose text may be unreadable. `problem` says why and what to write, or is null. It is told
 * when the field is left, and when the form is sent: `form.checkValidity()` then is false, the first such
 * field has the focus, and what was typed stays. Nothing typed is ever dropped because it could not be read.
 */
export function useReadable(problem: string | null) {
  const [told, setTold] = useState(false)
  return {
    error: told && problem ? problem : undefined,
    field: {
      ref: (input: HTMLInputElement | null) => input?.setCustomValidity(problem ?? ''),
      onBlur: () => setTold(true),
      onInput: () => setTold(false),
      onInvalid: (event: { currentTarget: HTMLInputElement; preventDefault: () => void }) => {
        // In our own words and at the field, not in the browser's balloon.
        event.preventDefault()
        setTold(true)
        if (event.currentTarget.form?.querySelector('input:invalid') === event.currentTarget)
          event.currentTarget.focus()
      },
    },
  }
}

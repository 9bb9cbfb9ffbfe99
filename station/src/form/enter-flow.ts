import type { KeyboardEvent } from 'react'

/**
 * Enter goes to the next empty field of the form that is needed (`data-optional` is passed over),
 * and when none is left it submits.
 * Put it on the form as `onKeyDown`; buttons keep their own Enter.
 */
export function enterFlow(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || !(event.target instanceof HTMLInputElement)) return
  const fields = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input:not([type=checkbox])')]
  const here = fields.indexOf(event.target)
  const next = fields
    .slice(here + 1)
    .find((field) => field.value === '' && !field.disabled && field.dataset.optional === undefined)
  if (!next) return
  event.preventDefault()
  next.focus()
}

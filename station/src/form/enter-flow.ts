import type { KeyboardEvent } from 'react'

/**
 * Enter goes to the next empty field of the form that is needed (`data-optional` is passed over), or to
 * the next control marked `data-enter-stop` (what is still to be answered there is not a text);
 * when none is left it submits.
 * Put it on the form as `onKeyDown`; buttons keep their own Enter.
 */
export function enterFlow(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || !(event.target instanceof HTMLInputElement)) return
  const stops = [
    ...event.currentTarget.querySelectorAll<HTMLElement>('input:not([type=checkbox]), [data-enter-stop]'),
  ]
  const next = stops.slice(stops.indexOf(event.target) + 1).find(isOpen)
  if (!next) return
  event.preventDefault()
  next.focus()
}

const isOpen = (control: HTMLElement): boolean =>
  control.dataset.enterStop !== undefined ||
  (control instanceof HTMLInputElement &&
    control.value === '' &&
    !control.disabled &&
    control.dataset.optional === undefined)

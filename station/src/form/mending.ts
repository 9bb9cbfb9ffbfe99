import type { SyntheticEvent } from 'react'
import type { Command } from '../api/use-command.ts'

/**
 * A "no" goes when its cause does: the moment the field it is about is changed, or, when it is about
 * none, any field. Spread over the form. Warnings stay: they are answered one by one, not mended.
 */
export function mending({ refusal, clear }: Pick<Command<never>, 'refusal' | 'clear'>) {
  const changed = (event: SyntheticEvent<HTMLElement>) => {
    if (!refusal || refusal.error === 'warnings-not-accepted') return
    const field = event.target instanceof Element ? event.target : null
    const typed = event.type !== 'click' || field?.closest('[role=radio], [role=checkbox]')
    if (!typed) return
    const marked = event.currentTarget.querySelector(wrong)
    if (!marked || field?.closest(wrong)) clear()
  }
  return { onInput: changed, onClick: changed }
}

const wrong = '[aria-invalid="true"], [data-wrong]'

import type { Verdict } from '@sentra/contract'
import type { Language } from '../screen/settings.ts'
import { showStack } from './show-stack.ts'
import { addToStack, emptyStack, type StackEntry, stackKey } from './stack.ts'
import { stackCsv } from './stack-csv.ts'

/** Names shown and left on a table are hidden again. */
const namesStayMs = 3 * 60_000

export interface StackMode {
  /** Puts the answer on the stack. `repeated`: it is in there already. */
  take(verdict: Verdict, text: string): 'new' | 'repeated' | 'full'
  draw(): void
}

/** The stack of this visit: kept in memory, shown, saved as a file when the clerk asks, stored nowhere. */
export function stackMode(place: HTMLElement, language: () => Language, close: () => void): StackMode {
  let stack = emptyStack
  let last: StackEntry | null = null
  let names = false
  let saved = true
  let hiding: ReturnType<typeof setTimeout> | undefined

  const showNames = (shown: boolean) => {
    names = shown
    clearTimeout(hiding)
    if (shown) hiding = setTimeout(() => showNames(false), namesStayMs)
    draw()
    place.querySelector<HTMLElement>('#stack-names')?.focus()
  }
  const save = () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([stackCsv(stack)], { type: 'text/csv;charset=utf-8' }))
    link.download = `sentra-stack-${new Date().toISOString().slice(0, 10)}.csv`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
    saved = true
  }
  const empty = () => {
    stack = emptyStack
    last = null
    names = false
    saved = true
    draw()
    place.querySelector<HTMLElement>('#close-stack')?.focus()
  }
  function draw(): void {
    showStack(place, { stack, last, names }, language(), { close, showNames, save, empty })
  }

  addEventListener('beforeunload', (event) => {
    if (!saved) event.preventDefault()
  })
  return {
    take: (verdict, text) => {
      const added = addToStack(stack, stackKey(verdict, text), verdict, new Date().toISOString())
      if (added === 'full') return 'full'
      stack = added.stack
      last = added.entry
      saved = false
      draw()
      return added.repeated ? 'repeated' : 'new'
    },
    draw,
  }
}

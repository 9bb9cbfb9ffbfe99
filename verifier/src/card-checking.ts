import { verifyCard } from '@sentra/card'
import { readPhoto } from './scan/read-picture.ts'
import type { PageState, Places, View } from './screen/page.ts'
import { showVerdict } from './screen/show-verdict.ts'
import { signal } from './screen/signals.ts'
import { toneOf } from './screen/verdict-tone.ts'
import type { Word } from './screen/words.ts'
import { stackMax } from './stack/stack.ts'
import type { StackMode } from './stack/stack-mode.ts'
import { stackTone } from './stack/stack-tone.ts'
import type { TrustKeeper } from './trust/keep-trust.ts'

/** A result left on a table is read by the next person who passes. */
const verdictStaysMs = 3 * 60_000

export interface CardChecking {
  text(text: string): Promise<void>
  photos(files: readonly File[]): Promise<void>
  /** Takes the last answer off the screen and out of memory. */
  forget(): void
}

/** From a text to an answer: large on the screen, or onto the stack; seen, heard and felt. */
export function cardChecking(page: {
  places: Places
  state: PageState
  trust: TrustKeeper
  stack: StackMode
  show(view: View): void
  tell(word: Word | null, grave?: boolean, values?: Record<string, string>): void
}): CardChecking {
  const { places, state, trust, stack, show, tell } = page
  let clearing: ReturnType<typeof setTimeout> | undefined

  const forget = () => {
    clearTimeout(clearing)
    state.answer = null
    places.verdict.replaceChildren()
    if (state.view !== 'verdict') return
    show('welcome')
    tell('verdict.cleared')
  }

  const text = async (text: string) => {
    tell(null)
    const { trust: opened, lists } = trust.hand()
    if (!opened) return show('welcome')
    const checkedAt = new Date()
    const verdict = await verifyCard(text, { trust: opened, statusLists: lists, now: checkedAt })
    if (state.stacking) {
      const taken = stack.take(verdict, text)
      if (taken === 'full') tell('stack.full', true, { max: String(stackMax) })
      signal(taken === 'new' ? stackTone(verdict.kind) : 'pause', state.settings)
      if (state.view !== 'camera') show('stack')
      return
    }
    state.answer = { verdict, checkedAt }
    showVerdict(places.verdict, state.answer, state.settings.language)
    show('verdict')
    scrollTo({ top: 0 })
    places.verdict.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true })
    signal(toneOf(verdict), state.settings)
    clearTimeout(clearing)
    clearing = setTimeout(forget, verdictStaysMs)
  }

  const photos = async (files: readonly File[]) => {
    tell('photo.reading')
    for (const file of state.stacking ? files : files.slice(0, 1)) {
      try {
        const found = await readPhoto(file)
        if (found) await text(found)
        else tell('photo-without-qr', true)
      } catch (error) {
        tell(error instanceof DOMException ? 'photo-unreadable' : 'reader-unavailable', true)
      }
    }
  }
  return { text, photos, forget }
}

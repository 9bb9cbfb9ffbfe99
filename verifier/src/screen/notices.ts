import type { TrustInHand } from '../trust/trust-in-hand.ts'
import { sayMoment } from './dates.ts'
import { element } from './element.ts'
import type { Language } from './settings.ts'
import { say, type Word } from './words.ts'

export interface Notice {
  readonly word: Word
  readonly values?: Record<string, string>
  readonly grave: boolean
}

/** A clock that is behind the bundle it holds cannot be right; a day covers time zones and haste. */
const dayMs = 86_400_000

/** What the person must know before believing any answer. The gravest first. */
export function standingNotices(
  hand: TrustInHand,
  state: { rootChanged: boolean; secure: boolean; loading: boolean; now: Date; language: Language },
): Notice[] {
  const notices: Notice[] = []
  if (!state.secure) notices.push({ word: 'notice.not-secure', grave: true })
  if (state.rootChanged) notices.push({ word: 'notice.root-changed', grave: true })
  if (!hand.trust && !state.loading) notices.push({ word: 'notice.no-trust', grave: true })
  if (hand.trust && Date.parse(hand.trust.issuedAt) > state.now.getTime() + dayMs) {
    const date = sayMoment(state.language, state.now.toISOString())
    notices.push({ word: 'notice.clock', values: { date }, grave: true })
  }
  if (hand.trust && hand.trust.expiresAt < state.now.toISOString()) {
    notices.push({ word: 'notice.trust-stale', grave: false })
  }
  return notices
}

export function showNotices(place: HTMLElement, notices: readonly Notice[], language: Language): void {
  place.replaceChildren(
    ...notices.map(({ word, values, grave }) =>
      element(
        'p',
        { class: grave ? 'notice notice-grave' : 'notice', ...(grave ? { role: 'alert' } : {}) },
        say(language, word, values),
      ),
    ),
  )
}

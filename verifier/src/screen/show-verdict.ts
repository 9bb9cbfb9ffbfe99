import { verdictWords } from '@sentra/card'
import type { Verdict } from '@sentra/contract'
import { cardFacts, doseFacts, holderFacts } from './card-facts.ts'
import { sayMoment, sayTime } from './dates.ts'
import { element, picture } from './element.ts'
import { reasonWord } from './reason-words.ts'
import type { Language } from './settings.ts'
import { toneOf, tonePictures } from './verdict-tone.ts'
import { say } from './words.ts'

/**
 * The answer, large, and what to do; then the signed words to compare with the identity card; then
 * the rest. Nothing here comes from the paper: a print can say what it likes.
 */
export function showVerdict(
  place: HTMLElement,
  { verdict, checkedAt }: { verdict: Verdict; checkedAt: Date },
  language: Language,
): void {
  const tone = toneOf(verdict)
  const { title, advice } = verdictTexts(verdict, language)
  const { card } = verdict
  place.dataset.tone = tone
  place.dataset.kind = verdict.kind
  const why = verdict.kind === 'not-genuine' ? reasonWord(verdict.reason) : null
  const date = dateLine(verdict, language)
  place.replaceChildren(
    element(
      'div',
      { class: 'answer' },
      picture(tonePictures[tone], 'answer-picture'),
      element('h2', { class: 'answer-title', tabindex: '-1' }, title),
      date && element('p', { class: 'answer-date' }, date),
      element('p', { class: 'answer-advice' }, advice),
      why && element('p', { class: 'answer-reason' }, `${why[language]} (${verdict.reason})`),
      // Two cards in a row often have one answer: the time tells the second from the first.
      element(
        'p',
        { class: 'answer-time' },
        say(language, 'verdict.checkedAt', { time: sayTime(language, checkedAt) }),
      ),
    ),
    ...(card
      ? [holderFacts(card, tone === 'good' || tone === 'unsure', language), doseFacts(card, language)]
      : []),
    ...(card ? [cardFacts(card, verdict, language)] : []),
  )
}

const unreadable = new Set<Verdict['reason']>([
  'unreadable-text',
  'unreadable-compression',
  'unreadable-envelope',
])

/** The verdict's own words, save where a plainer title helps a person at a gate. */
export function verdictTexts(verdict: Verdict, language: Language): { title: string; advice: string } {
  const own = verdictWords({ ...verdict, statusKnown: true })
  const said = { title: own.title[language], advice: own.advice[language] }
  if (verdict.reason === 'this-is-a-ticket' || verdict.reason === 'not-a-card') {
    return { ...said, title: say(language, 'not-a-card.title') }
  }
  if (unreadable.has(verdict.reason)) return { ...said, title: say(language, 'unreadable.title') }
  if (verdict.reason !== 'ok' || verdict.statusKnown) return said
  const advice = say(language, verdict.statusAsOf ? 'signature-good.advice' : 'signature-good.unknown.advice')
  return { title: say(language, 'signature-good'), advice: `${advice} ${said.advice}` }
}

/** The one date that matters for this answer: until when, or since when nobody knows. */
function dateLine(verdict: Verdict, language: Language): string | null {
  const { card, statusAsOf } = verdict
  if (!card || verdict.reason !== 'ok') return null
  if (verdict.statusKnown) return `${say(language, 'fact.validUntil')} ${sayMoment(language, card.expiresAt)}`
  return statusAsOf
    ? `${say(language, 'fact.status')} ${say(language, 'status.asOf', { date: sayMoment(language, statusAsOf) })}`
    : `${say(language, 'fact.status')} ${say(language, 'status.unknown')}`
}

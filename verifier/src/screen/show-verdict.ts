import { cardProduct, verdictWords } from '@sentra/card'
import type { LocalCardContents, NationalCardContents, Verdict } from '@sentra/contract'
import { sayDate, sayMoment } from './dates.ts'
import { element, fact, picture } from './element.ts'
import { reasonWord } from './reason-words.ts'
import type { Language } from './settings.ts'
import { toneOf, tonePictures } from './verdict-tone.ts'
import { say, type Word } from './words.ts'

type Card = LocalCardContents | NationalCardContents

/**
 * The answer, large, and what to do; then the signed words to compare with the identity card; then
 * the rest. Nothing here comes from the paper: a print can say what it likes.
 */
export function showVerdict(place: HTMLElement, verdict: Verdict, language: Language): void {
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
    ),
    ...(card ? [compareWithIdentityCard(card, language), doseFacts(card, language)] : []),
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

function compareWithIdentityCard(card: Card, language: Language): HTMLElement {
  const nik = card.kind === 'local' ? card.nikLast4 : undefined
  return element(
    'section',
    { class: 'panel compare' },
    element('h3', { class: 'panel-title' }, say(language, 'compare.title')),
    element(
      'dl',
      {},
      fact(say(language, 'fact.name'), card.fullName, 'fact-large'),
      fact(say(language, 'fact.birthDate'), sayDate(language, card.birthDate), 'fact-large'),
      nik
        ? fact(say(language, 'fact.nikLast4'), nik, 'fact-large fact-digits')
        : fact(say(language, 'fact.nikLast4'), say(language, 'fact.noNik')),
    ),
  )
}

function doseFacts(card: Card, language: Language): HTMLElement {
  const items =
    card.kind === 'local'
      ? card.doses.map((dose) => [
          say(language, 'dose.number', { number: dose.doseNumber }),
          productName(dose.productId),
          sayDate(language, dose.occurrenceDate),
          say(language, 'dose.lot', { lot: dose.lotNumber }),
        ])
      : card.doses.map((dose) => [
          say(language, 'dose.of', { number: dose.doseNumber, total: dose.seriesDoses }),
          dose.productId ? productName(dose.productId) : dose.product,
          sayDate(language, dose.occurrenceDate),
        ])
  return element(
    'section',
    { class: 'panel' },
    element('h3', { class: 'panel-title' }, say(language, 'doses.title')),
    ...items.map(([number, ...rest]) =>
      element('p', { class: 'dose' }, element('strong', {}, number ?? ''), ` ${rest.join(' · ')}`),
    ),
  )
}

function cardFacts(card: Card, verdict: Verdict, language: Language): HTMLElement {
  const until: Word = verdict.kind === 'expired' ? 'fact.expiredOn' : 'fact.validUntil'
  const own =
    card.kind === 'local'
      ? [
          fact(say(language, 'fact.serial'), card.serial),
          fact(say(language, 'fact.site'), `${card.site.name} (${card.site.siteId})`),
          fact(say(language, 'fact.cause'), causeOf(card, language)),
        ]
      : [
          fact(say(language, 'fact.serial'), card.certificateId),
          fact(say(language, 'fact.issuer'), card.doses.at(-1)?.issuer ?? card.country),
        ]
  return element(
    'section',
    { class: 'panel' },
    element('h3', { class: 'panel-title' }, say(language, 'card.title')),
    element(
      'dl',
      {},
      fact(say(language, until), sayMoment(language, card.expiresAt)),
      fact(say(language, 'fact.status'), statusOf(card, verdict, language)),
      ...own,
      fact(say(language, 'fact.issued'), sayMoment(language, card.issuedAt)),
    ),
  )
}

function statusOf(card: Card, verdict: Verdict, language: Language): string {
  if (card.statusList === undefined) return say(language, 'status.none')
  if (!verdict.statusAsOf) return say(language, 'status.unknown')
  const date = sayMoment(language, verdict.statusAsOf)
  return say(language, verdict.statusKnown ? 'status.asOf' : 'status.old', { date })
}

function causeOf({ cause }: LocalCardContents, language: Language): string {
  return cause.kind === 'outage'
    ? say(language, 'cause.outage')
    : say(language, 'cause.wait', { seconds: cause.waitedSeconds })
}

function productName(productId: string): string {
  const product = cardProduct(productId)
  return product ? `${product.name} (${product.manufacturer})` : productId
}

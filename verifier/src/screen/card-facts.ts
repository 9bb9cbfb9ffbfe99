import { cardProduct } from '@sentra/card'
import type { LocalCardContents, NationalCardContents, Verdict } from '@sentra/contract'
import { sayDate, sayMoment } from './dates.ts'
import { element, fact } from './element.ts'
import type { Language } from './settings.ts'
import { say, type Word } from './words.ts'

type Card = LocalCardContents | NationalCardContents

/**
 * Whose card it is. Of a card that counts, to hold beside the identity card; of any other it is only said:
 * who is asked to compare, and finds that it fits, lets the person pass.
 */
export function holderFacts(card: Card, counts: boolean, language: Language): HTMLElement {
  const nik = card.kind === 'local' ? card.nikLast4 : undefined
  return element(
    'section',
    { class: counts ? 'panel compare' : 'panel' },
    element('h3', { class: 'panel-title' }, say(language, counts ? 'compare.title' : 'holder.title')),
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

export function doseFacts(card: Card, language: Language): HTMLElement {
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

export function cardFacts(card: Card, verdict: Verdict, language: Language): HTMLElement {
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

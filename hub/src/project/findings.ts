import type { Patient } from '@sentra/contract'
import { caseIdOf, caseNews, type FoundCase, type ProjectedEvent } from './projection.ts'
import type { MintedCard } from './registry.ts'

/** Where a card stands in a status list. A card that is about to be signed gets its place before the commit. */
export type StatusPlace = { statusList: string; statusIndex: number }

export type News = { site: string; type: string; subject: string; data: object; caseId?: string }

/** A card to sign, with the dose it is for. */
export type CardToSign = {
  card: MintedCard
  dose: ProjectedEvent
  correctedPatient?: Patient | undefined
}

/** What a batch found besides its rows: cases, words for the sites, cards that are off, cards to sign. In order. */
export class Findings {
  readonly cases = new Map<string, FoundCase>()
  readonly news: News[] = []
  readonly statuses: { place: StatusPlace; status: 1 | 2 | 3; site: string }[] = []
  readonly toSign: CardToSign[] = []
  /** Cards that were handed over and take the place of what was signed anew; and places that must be on lists. */
  readonly kept: MintedCard[] = []
  readonly places: StatusPlace[] = []

  openCase(found: FoundCase): void {
    const caseId = caseIdOf(found)
    if (this.cases.has(caseId)) return
    this.cases.set(caseId, found)
    this.news.push({ site: found.site, type: 'case.opened', subject: caseId, data: caseNews(found), caseId })
  }

  conflict(site: string, event: ProjectedEvent, immunizationId: string, summary: string): void {
    this.openCase({ kind: 'card-conflict', site, eventId: event.eventId, immunizationId, summary })
  }

  tellOfCard(card: { site: string; immunizationId: string; generation: number }): void {
    const { site, immunizationId, generation } = card
    const subject = generation === 1 ? immunizationId : `${immunizationId}#${generation}`
    // The card's text is kept once, where it was signed; the feed is read together with it.
    this.news.push({ site, type: 'national-card.issued', subject, data: { immunizationId, generation } })
  }

  /** A card of this batch that need not be signed after all. */
  dropToSign(card: MintedCard | undefined): void {
    const place = this.toSign.findIndex((each) => each.card === card)
    if (place >= 0) this.toSign.splice(place, 1)
  }

  /** 1 invalid, 2 suspended, 3 exchanged. */
  setStatus(site: string, place: StatusPlace, status: 1 | 2 | 3): void {
    this.statuses.push({ place, status, site })
  }
}

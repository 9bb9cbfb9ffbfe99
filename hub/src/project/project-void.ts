import type { CardVoided, ImmunizationRecorded, Patient } from '@sentra/contract'
import { ownsPlace } from './project-cards.ts'
import type { ProjectedEvent, Projection } from './projection.ts'
import { withdrawNationalCard } from './replace-national-card.ts'
import { rowKey } from './rows.ts'

/**
 * Two people at a site made a card void: it is invalid everywhere from the next status list on. A national
 * card that is to be replaced is made anew here, with the words as they are corrected now.
 *
 * The two people are checked once more: a site that says one person did both is not believed.
 */
export function projectVoid(projection: Projection, event: ProjectedEvent): void {
  const { findings } = projection
  const { kind, immunizationId, requestedBy } = event.data as CardVoided
  if (requestedBy === event.actor) {
    const summary = 'A card was made void by one person alone. It stands.'
    findings.conflict(event.site, event, immunizationId, summary)
    return
  }
  const done = kind === 'local' ? voidLocal(projection, event) : voidNational(projection, event)
  if (done) return
  const summary = 'A card was made void that was not live: it was exchanged elsewhere, or never was.'
  findings.conflict(event.site, event, immunizationId, summary)
}

function voidLocal({ registry, findings }: Projection, event: ProjectedEvent): boolean {
  const { cardId, immunizationId } = event.data as CardVoided
  const card = registry.localCards.get(rowKey(event.site, cardId))
  if (card?.immunizationId !== immunizationId || card.state !== 'live') return false
  registry.holdLocalCard({ ...card, state: 'void' }, true)
  if (!ownsPlace(registry, event.site, card)) return false
  findings.setStatus(event.site, card, 1)
  return true
}

function voidNational(projection: Projection, event: ProjectedEvent): boolean {
  const { cardId, immunizationId, replace } = event.data as CardVoided
  const card = projection.registry.nationalCards.get(rowKey(event.site, cardId))
  if (card?.immunizationId !== immunizationId || card.state !== 'collected') return false
  const next = replace ? { correctedPatient: patientOf(projection, event.site, immunizationId) } : undefined
  withdrawNationalCard(projection, card, next)
  return true
}

/** The person of a dose as the registry knows them now: the words of the last correction. */
function patientOf({ registry }: Projection, site: string, immunizationId: string): Patient {
  const key = rowKey(site, immunizationId)
  const event = registry.doseEvents.get(key)
  const row = registry.patients.get(registry.doses.get(key)?.patientKey ?? '')
  if (!event || !row) throw new Error('a dose in the registry has its event and its patient')
  const { patient } = event.data as ImmunizationRecorded
  const { fullName, birthDate, sex } = row
  return { ...patient, fullName, birthDate, sex }
}

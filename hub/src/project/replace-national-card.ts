import type { Patient } from '@sentra/contract'
import { idFrom, type Projection } from './projection.ts'
import type { MintedCard, NationalCardRow } from './registry.ts'
import { rowKey } from './rows.ts'

/** Follows from the dose and the generation: making a card twice gives the same card. */
export function nationalCardId(immunizationId: string, generation: number): string {
  return idFrom(`national card\n${immunizationId}${generation === 1 ? '' : `\n${generation}`}`)
}

/**
 * Takes a national card out of the world, and with `correctedPatient` puts the next one in its place: the
 * old one invalid and the new one waiting in one transaction, so that there is never a moment with two.
 */
export function withdrawNationalCard(
  { registry, findings }: Projection,
  card: NationalCardRow,
  replace: { correctedPatient: Patient } | undefined,
): void {
  const { site, immunizationId } = card
  const minted = registry.minted.get(rowKey(site, immunizationId, card.generation))
  // One that nobody has signed yet is in no list, and now never will be.
  if (minted) findings.setStatus(site, minted, 1)
  registry.holdNationalCard({ ...card, state: 'void' }, true)
  if (!replace) return

  const generation = card.generation + 1
  const next = nationalCardId(immunizationId, generation)
  registry.holdNationalCard(
    { site, nationalCardId: next, immunizationId, generation, state: 'ready', collectedAt: null },
    true,
  )
  const known = registry.minted.get(rowKey(site, immunizationId, generation))
  if (!known) {
    const dose = registry.doses.get(rowKey(site, immunizationId))
    const event = registry.doseEvents.get(rowKey(site, immunizationId))
    if (!dose || !event) throw new Error('a dose in the registry has its event in the journal')
    const { patientKey, doseNumber } = dose
    const unsigned: MintedCard = {
      site,
      immunizationId,
      generation,
      patientKey,
      doseNumber,
      nationalCardId: next,
      text: '',
      statusList: '',
      statusIndex: -1,
      issuedAt: '',
    }
    registry.holdMinted(unsigned, true)
    findings.toSign.push({ card: unsigned, dose: event, correctedPatient: replace.correctedPatient })
  }
  findings.tellOfCard({ site, immunizationId, generation })
}

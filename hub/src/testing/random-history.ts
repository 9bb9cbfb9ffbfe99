import type { ImmunizationRecorded, JournalEvent, Patient } from '@sentra/contract'
import type { Chance } from '@sentra/testkit'
import { idFrom } from '../project/projection.ts'
import { nationalCardId } from '../project/replace-national-card.ts'
import { testPatients } from './test-people.ts'

/**
 * What several sites might tell in their worst week, in one order: few people who come again and again, at other sites,
 * under other names, on one number or without any; cards that break every promise; facts that cannot be stored.
 */
export function randomHistory(chance: Chance, sites: readonly string[], length: number): JournalEvent[] {
  const people = peopleOfNote(chance)
  const doses: { site: string; dose: ImmunizationRecorded }[] = []
  const cards: { site: string; cardId: string; immunizationId: string; visitId: string }[] = []
  const outages: string[] = []
  const lots = ['EX7731', 'EX7732']
  const seqs = new Map<string, number>()
  let made = 0
  const id = () => {
    made += 1
    return idFrom(`history ${chance.seed} ${made}`)
  }

  const dose = (site: string) => {
    const data: ImmunizationRecorded = {
      immunizationId:
        doses.length > 0 && chance.happens(0.04) ? chance.pick(doses).dose.immunizationId : id(),
      visitId: doses.length > 0 && chance.happens(0.04) ? chance.pick(doses).dose.visitId : id(),
      ticketId: id(),
      patient: chance.pick(people),
      doseNumber: chance.integer(1, 2),
      productId: chance.happens(0.05) ? 'unheard-of' : 'covid19-biofarma',
      lotNumber: chance.pick(lots),
      // No calendar has this day: PostgreSQL refuses it, and only it may be set aside.
      expirationDate: chance.happens(0.03) ? '2031-02-31' : '2031-12-31',
      vialId: id(),
      vialDose: 1,
      extraDose: chance.happens(0.1),
      doseMl: 0.5,
      bodySite: 'LEFT_ARM',
      occurrenceDate: '2026-03-01',
      observationMinutes: 15,
    }
    doses.push({ site, dose: data })
    return { type: 'immunization.recorded', data }
  }
  const aboutDose = (site: string) => {
    const own = doses.filter((each) => each.site === site)
    const { immunizationId, visitId, patient } = chance.pick(own.length > 0 ? own : doses).dose
    const localCardId = cards.length > 0 ? chance.pick(cards).cardId : id()
    const national = nationalCardId(immunizationId, chance.integer(1, 2))
    const cardId = id()
    const kind = chance.pick(['corrected', 'local', 'local', 'exchange', 'void', 'collected', 'collected'])
    if (kind === 'corrected') {
      const fullName = chance.happens(0.7)
        ? `${patient.fullName} ${chance.pick(['A', 'B'])}`
        : patient.fullName
      const identifiers = chance.happens(0.2) ? chance.pick(people).identifiers : patient.identifiers
      return {
        type: 'patient.corrected',
        data: { visitId, patient: { ...patient, fullName, identifiers }, reason: 'typing error' },
      }
    }
    if (kind === 'local') {
      cards.push({ site, cardId, immunizationId, visitId })
      const cause =
        outages.length > 0 && chance.happens(0.5)
          ? { kind: 'outage', outageId: chance.pick(outages) }
          : { kind: 'wait', waitedSeconds: 31 }
      const place = { statusList: 'id-krw-2026-03', statusIndex: chance.integer(0, 99) }
      const data = {
        cardId,
        immunizationId,
        visitId,
        serial: `S-${cards.length}`,
        ...place,
        deviceCertificateId: 'd',
        expiresOn: '2026-06-01',
        cause,
        text: 'HC1:',
      }
      return { type: 'local-card.issued', data, eventId: cardId }
    }
    if (kind === 'collected')
      return { type: 'national-card.collected', data: { nationalCardId: national, immunizationId, visitId } }
    const card =
      cards.length > 0 && chance.happens(0.8) ? chance.pick(cards) : { cardId: localCardId, immunizationId }
    if (kind === 'exchange') {
      const nationalOfCard = nationalCardId(card.immunizationId, 1)
      return {
        type: 'card.exchanged',
        data: {
          localCardId: card.cardId,
          nationalCardId: nationalOfCard,
          immunizationId: card.immunizationId,
          visitId,
          paperWithdrawn: true,
        },
      }
    }
    const local = chance.happens(0.5)
    return {
      type: 'card.voided',
      data: {
        requestId: id(),
        cardId: local ? card.cardId : national,
        kind: local ? 'local' : 'national',
        immunizationId: local ? card.immunizationId : immunizationId,
        visitId,
        reason: 'misprinted',
        replace: chance.happens(0.6),
        requestedBy: chance.happens(0.1) ? 'V-01' : 'K-01',
      },
    }
  }
  const figures = () => {
    const lotNumber = chance.pick(lots)
    const outageId = outages.length > 0 && chance.happens(0.6) ? chance.pick(outages) : id()
    const vialId = doses.length > 0 ? chance.pick(doses).dose.vialId : id()
    switch (chance.integer(1, 7)) {
      case 1:
        return {
          type: 'stock.received',
          data: { lotNumber, productId: 'covid19-biofarma', dosesPerVial: 10, vials: 3 },
        }
      case 2:
        return { type: 'stock.wasted', data: { lotNumber, vials: 1, reason: 'damaged' } }
      case 3:
        return { type: 'stock.vial-opened', data: { vialId, lotNumber } }
      case 4:
        return { type: 'stock.vial-closed', data: { vialId, dosesWasted: chance.integer(0, 3) } }
      case 5:
        outages.push(outageId)
        return {
          type: 'outage.began',
          data: { outageId, since: '2026-03-01T02:00:00.000Z', cause: 'timeout' },
        }
      case 6:
        return { type: 'outage.ended', data: { outageId, until: '2026-03-01T03:00:00.000Z' } }
      default:
        return { type: 'session.closed', data: { localDate: '2026-03-01', total: chance.integer(1, 9) } }
    }
  }
  return Array.from({ length }, () => {
    const site = chance.pick(sites)
    const what = chance.number()
    const fact: { type: string; data: unknown; eventId?: string } =
      doses.length === 0 || what < 0.35 ? dose(site) : what < 0.85 ? aboutDose(site) : figures()
    const seq = (seqs.get(site) ?? 0) + 1
    seqs.set(site, seq)
    const at = new Date(Date.UTC(2026, 2, 1, 1, 0, seq)).toISOString()
    return {
      site,
      epoch: 1,
      seq,
      eventId: id(),
      occurredAt: at,
      recordedAt: at,
      actor: 'V-01',
      device: 'tablet-1',
      ...fact,
    }
  })
}

/** Six people: two share a number, one has none, one came once with a passport and once with both. */
function peopleOfNote(chance: Chance): Patient[] {
  const [a, b, c, d, e, f] = testPatients(chance.seed, 6) as [
    Patient,
    Patient,
    Patient,
    Patient,
    Patient,
    Patient,
  ]
  const passport = { kind: 'PASSPORT' as const, value: 'X9900001' }
  return [
    a,
    { ...a, fullName: `${a.fullName} Bin` },
    b,
    { ...c, identifiers: b.identifiers },
    { ...d, identifiers: [] },
    { ...e, identifiers: [passport] },
    { ...e, identifiers: [...e.identifiers, passport] },
    f,
  ]
}

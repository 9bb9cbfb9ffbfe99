import type { VisitView } from '@sentra/contract'
import { healthyAnswers, type SyntheticPerson } from '@sentra/testkit'
import { ask, type Hall, patientOf, vaccinate } from './clinic.ts'
import { minute } from './plan.ts'

/** One person from the gate to the door, and back to exchange the card. Whoever is sent away goes. */
export async function visit(hall: Hall, person: SyntheticPerson): Promise<void> {
  const ticketId = await atTheGate(hall, person)
  if (ticketId === null) return
  hall.inside += 1
  const visitId = await dose(hall, person, ticketId).finally(() => {
    hall.inside -= 1
  })
  if (visitId === null) return
  const hasCard = await takeCard(hall, visitId, 40)
  if (!hasCard && hall.everyoneHasACard) hall.withoutCard()
  if (hall.chance.happens(0.6)) await exchangeLater(hall, visitId)
}

async function atTheGate(hall: Hall, person: SyntheticPerson): Promise<string | null> {
  const { fullName, birthDate, nik } = person
  const holder = { fullName, birthDate, nikLast4: nik.slice(-4) }
  for (let tries = 0; tries < 5; tries += 1) {
    const admitted = await ask(hall, 'gate.admit', { holder, nik, need: 'none' }, 'G-01')
    if (admitted.kind === 'silence') return null
    if (admitted.kind === 'refused') {
      if (admitted.reason !== 'session-not-open') return null
      await hall.time.sleep(25 * minute)
      continue
    }
    if (admitted.type !== 'ticket.issued') return null
    const { ticketId, kind, text } = admitted.data as { ticketId: string; kind: string; text: string }
    if (kind === 'day') return ticketId
    await hall.time.sleep(24 * 60 * minute)
    const back = await ask(hall, 'ticket.check-in', { ticket: { text } }, 'G-01')
    return back.kind === 'done' ? ticketId : null
  }
  return null
}

/** Registration, screening, the injection, the chair. Answers with the visit when a dose was given. */
async function dose(hall: Hall, person: SyntheticPerson, ticketId: string): Promise<string | null> {
  const pause = () => hall.time.sleep((1 + hall.chance.number() * 6) * minute)
  await pause()
  const registered = await register(hall, person, ticketId, [])
  if (registered === null) return null
  await pause()
  const screened = await ask(
    hall,
    'screening.record',
    { visitId: registered, formId: 'v3', answers: healthyAnswers, consent: true },
    'S-01',
  )
  if (screened.kind !== 'done') return null
  await pause()
  if ((await vaccinate(hall, registered)) === null) return null
  await hall.time.sleep(16 * minute)
  for (let tries = 0; tries < 4; tries += 1) {
    const ended = await ask(hall, 'observation.end', { visitId: registered, outcome: 'well' }, 'O-01')
    if (ended.kind !== 'refused' || ended.reason !== 'observation-not-over') break
    await hall.time.sleep(15 * minute)
  }
  return registered
}

async function register(
  hall: Hall,
  person: SyntheticPerson,
  ticketId: string,
  acceptedWarnings: string[],
): Promise<string | null> {
  const patient = patientOf(person)
  const data = { ticketId, patient, doseNumber: 1, identityChecked: 'KTP' as const, acceptedWarnings }
  const answer = await ask(hall, 'visit.register', data, 'R-01')
  return answer.kind === 'done' ? (answer.data.visitId as string) : null
}

/** At the card desk: what its screen advises, until the person has a card or has waited long enough. */
export async function takeCard(hall: Hall, visitId: string, tries: number): Promise<boolean> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const view = hall.laptop.visit(visitId)
    const immunizationId = view?.immunization?.immunizationId
    if (view !== null && immunizationId === undefined) return false
    if (view?.cardAdvice === 'done' || view?.cardAdvice === 'exchange') {
      if (view.cardAdvice === 'done' && hall.chance.happens(0.03) && (await void_(hall, view))) continue
      return true
    }
    if (view?.cardAdvice === 'hand-over-national')
      await ask(hall, 'national-card.hand-over', { immunizationId: immunizationId! }, 'K-01')
    else if (view?.cardAdvice === 'issue-local') {
      const issued = await ask(hall, 'local-card.issue', { immunizationId: immunizationId! }, 'K-01')
      if (issued.kind !== 'done') await hall.time.sleep(10 * minute)
    } else await hall.time.sleep((view?.waitSeconds ?? 60) * 1_000 + 1_000)
  }
  return false
}

/** A misprint: one person asks, another agrees, and the card is made anew. */
async function void_(hall: Hall, view: VisitView): Promise<boolean> {
  const card = view.cards.find((each) => each.kind === 'local' && each.state === 'live')
  if (card === undefined) return false
  const asked = await ask(hall, 'card.void-request', { cardId: card.cardId, reason: 'misprinted' }, 'K-01')
  if (asked.kind !== 'done') return false
  const requestId = asked.data.requestId as string
  return (await ask(hall, 'card.void-approve', { requestId }, 'C-01')).kind === 'done'
}

async function exchangeLater(hall: Hall, visitId: string): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    await hall.time.sleep((30 + hall.chance.number() * 1_500) * minute)
    if (await exchange(hall, visitId)) return
  }
}

/** The local card back, the national one out. True when there is nothing left to exchange. */
export async function exchange(hall: Hall, visitId: string): Promise<boolean> {
  const view = hall.laptop.visit(visitId)
  if (view === null) return false
  if (view.cardAdvice !== 'exchange') return view.cards.some((each) => each.kind === 'national')
  const card = view.cards.find((each) => each.kind === 'local' && each.state === 'live')
  if (card === undefined) return false
  const done = await ask(hall, 'card.exchange', { localCardId: card.cardId, paperWithdrawn: true }, 'K-01')
  return done.kind === 'done'
}

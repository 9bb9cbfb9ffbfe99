import type { CommandData, CommandName } from '@sentra/contract'
import type { Chance, SyntheticPerson } from '@sentra/testkit'
import type { VirtualTime } from '@sentra/testkit/faults'
import type { Answer, Laptop } from './laptop.ts'
import { localDateOf, minute, type Product } from './plan.ts'

/** What a clinic's staff share: their site, whatever laptop it is on at the moment. */
export interface Hall {
  readonly name: string
  readonly time: VirtualTime
  readonly chance: Chance
  laptop: Laptop
  /** The vial on the table, or null. */
  vialId: string | null
  /** People who are somewhere between the gate and the door. */
  inside: number
  /** A plan in which nobody may leave the card desk with nothing; who does is told of. */
  readonly everyoneHasACard: boolean
  withoutCard(): void
  /** Nobody starts the laptop: it is being restored. */
  outOfService: boolean
  /** Facts of joined logs that contradict each other: kept, and in no view. */
  notShown: number
}

export interface ClinicPlan {
  readonly firstDay: string
  readonly days: number
  readonly vials: number
  readonly product: Product
}

const lotNumber = 'SIM0001'

/** Sends a command until somebody answers: the same id for all tries, as every station does. */
export async function ask<N extends CommandName>(
  hall: Hall,
  name: N,
  data: CommandData<N>,
  actor: string,
  { commandId = newId(hall), tries = 60 }: { commandId?: string; tries?: number } = {},
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await hall.laptop.command(name, data, { commandId, actor, device: `${actor}-device` })
    if (answer.kind !== 'silence' || attempt === tries) return answer
    await hall.time.sleep(5_000 + hall.chance.number() * 60_000)
  }
}

/** A UUIDv7 by the true time, as a station makes one. */
export function newId(hall: Pick<Hall, 'time' | 'chance'>): string {
  const at = Math.floor(hall.time.now()).toString(16).padStart(12, '0')
  const bytes = Buffer.from(hall.chance.bytes(10))
  bytes[0] = (bytes[0]! & 0x0f) | 0x70
  bytes[2] = (bytes[2]! & 0x3f) | 0x80
  const rest = bytes.toString('hex')
  return `${at.slice(0, 8)}-${at.slice(8)}-${rest.slice(0, 4)}-${rest.slice(4, 8)}-${rest.slice(8)}`
}

/** The campaign and its whole stock, on the first morning. */
export async function planCampaign(hall: Hall, plan: ClinicPlan): Promise<void> {
  await ask(
    hall,
    'campaign.plan',
    {
      name: 'Simulasi',
      placeName: hall.name,
      productId: plan.product.productId,
      doseNumbers: [1],
      firstDay: plan.firstDay,
      days: plan.days,
      opensAt: '08:00',
      closesAt: '14:00',
      aefiPhone: '119',
    },
    'C-01',
  )
  await ask(
    hall,
    'stock.receive',
    {
      productId: plan.product.productId,
      lotNumber,
      expirationDate: '2022-12-31',
      vials: plan.vials,
      dosesPerVial: plan.product.dosesPerVial,
    },
    'C-01',
  )
}

/** Opens the day, after a day that nobody closed if need be. True when the gate may let people in. */
export async function openDay(hall: Hall): Promise<boolean> {
  for (let tries = 0; tries < 8; tries += 1) {
    const localDate = localDateOf(hall.laptop.now())
    const answer = await ask(hall, 'session.open', { localDate }, 'C-01')
    if (answer.kind === 'done') return true
    if (answer.kind === 'refused') {
      if (answer.reason === 'session-already-open') return true
      if (answer.reason === 'earlier-session-open') await closeEarlierDays(hall, localDate)
      else if (answer.reason !== 'outside-campaign' && answer.reason !== 'not-today') return false
    }
    // A clock that is years off is mended by somebody, some time.
    await hall.time.sleep(20 * minute)
  }
  return false
}

/** Everybody has left: vials, visits and tickets that hang in the air are brought to an end, then the day is. */
export async function closeDay(hall: Hall, localDate: string): Promise<void> {
  hall.vialId = null
  for (let tries = 0; tries < 4; tries += 1) {
    await endWhatHangs(hall, localDate)
    const answer = await ask(hall, 'session.close', { localDate, waitingHaveLeft: true }, 'C-01')
    if (answer.kind === 'done') return
    if (answer.kind === 'refused' && !hanging.includes(answer.reason)) return
    await hall.time.sleep(5 * minute)
  }
}

const hanging = ['vials-still-open', 'people-still-in-visit', 'people-still-waiting']

async function closeEarlierDays(hall: Hall, before: string): Promise<void> {
  const open = hall.laptop.look<{ localDate: string }>(
    "SELECT local_date AS localDate FROM sessions WHERE state = 'open' AND local_date <> ? ORDER BY local_date",
    before,
  )
  for (const { localDate } of open) await closeDay(hall, localDate)
}

async function endWhatHangs(hall: Hall, localDate: string): Promise<void> {
  const vials = hall.laptop.look<{ vialId: string; left: number }>(
    'SELECT vial_id AS vialId, doses_per_vial - doses_drawn AS left FROM vials WHERE closed_reason IS NULL',
  )
  for (const { vialId, left } of vials)
    await ask(hall, 'stock.close-vial', { vialId, reason: left > 0 ? 'session-end' : 'empty' }, 'V-01')
  const visits = hall.laptop.look<{ ticketId: string; visitId: string | null; dosed: number }>(
    `SELECT t.ticket_id AS ticketId, v.visit_id AS visitId, i.immunization_id IS NOT NULL AS dosed
     FROM tickets t LEFT JOIN visits v ON v.ticket_id = t.ticket_id
     LEFT JOIN immunizations i ON i.visit_id = v.visit_id
     WHERE t.valid_on = ? AND (t.state = 'in-visit' OR (t.state = 'consumed' AND v.stage = 'observation'))`,
    localDate,
  )
  for (const { ticketId, visitId, dosed } of visits) {
    if (dosed && visitId !== null)
      await ask(hall, 'observation.end', { visitId, outcome: 'left-early' }, 'O-01')
    else await ask(hall, 'ticket.void', { ticketId, reason: 'left' }, 'C-01')
  }
}

/** A dose for this visit out of the vial on the table, or out of the next one. */
export async function vaccinate(hall: Hall, visitId: string): Promise<string | null> {
  for (let tries = 0; tries < 4; tries += 1) {
    if (hall.vialId === null) {
      const opened = await ask(hall, 'stock.open-vial', { lotNumber }, 'V-01')
      if (opened.kind !== 'done') return null
      hall.vialId = opened.data.vialId as string
    }
    const vialId = hall.vialId
    const dose = await ask(hall, 'immunization.record', { visitId, vialId, bodySite: 'LEFT_ARM' }, 'V-01')
    if (dose.kind === 'done') return dose.data.immunizationId as string
    if (dose.kind === 'silence' || !spentVial.includes(dose.reason)) return null
    if (hall.vialId === vialId) hall.vialId = null
    const reason = dose.reason === 'vial-empty' ? 'empty' : 'discard-time'
    if (dose.reason !== 'vial-closed') await ask(hall, 'stock.close-vial', { vialId, reason }, 'V-01')
  }
  return null
}

const spentVial = ['vial-empty', 'vial-closed', 'discard-time-passed', 'unknown-vial', 'vial-unknown']

export function patientOf(person: SyntheticPerson): CommandData<'visit.register'>['patient'] {
  const { fullName, birthDate, sex, nik } = person
  return { fullName, birthDate, sex, identifiers: [{ kind: 'NIK', value: nik }] }
}

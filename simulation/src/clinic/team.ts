import type { CommandData, EventData, Role } from '@sentra/contract'
import type { Chance } from '@sentra/testkit'
import { commandIds } from '../client/identity.ts'
import { type AcknowledgedCommand, SiteClient, type StaffMember } from '../client/site-client.ts'
import type { KarawangPlan } from '../karawang/plan.ts'
import type { World } from '../world/world.ts'

/** Everybody who works in the hall, each with a sign-in of their own. */
export interface Team {
  readonly administrator: SiteClient
  readonly coordinator: SiteClient
  readonly gate: SiteClient[]
  readonly registration: SiteClient[]
  readonly screening: SiteClient[]
  readonly vaccination: SiteClient[]
  readonly observation: SiteClient
  readonly card: SiteClient[]
  readonly auditor: SiteClient
}

/** The administrator, whose PIN the site showed once, enrols the others; each signs in with the PIN of the answer. */
export async function enrolTeam(
  world: World,
  plan: KarawangPlan,
  chance: Chance,
  acknowledged: AcknowledgedCommand[],
): Promise<Team> {
  const wifi = chance.fork('wifi')
  const client = (staff: StaffMember) =>
    new SiteClient({
      http: world.siteHttp,
      staff,
      nextId: commandIds(chance.fork(staff.staffId), () => world.clock.now()),
      acknowledged,
      losesAnswer: () => wifi.happens(plan.lostAnswerProbability),
    })
  const first = world.siteCredentials.find(({ role }) => role === 'administrator')
  if (!first) throw new Error('the site printed no credentials of an administrator at its first start')
  // Shown as `A-01 Administrator`: the code to sign in with, and a name to know whose it is.
  const administrator = client({ staffId: first.who.split(' ')[0]!, pin: first.pin })
  await administrator.signIn()

  const enrol = async (staffId: string, displayName: string, role: Role) => {
    const answer = await administrator.must('staff.enrol', {
      staffId,
      displayName,
      roles: [role] as CommandData<'staff.enrol'>['roles'],
    })
    const data = answer.event.data as EventData<'staff.enrolled'>
    if (!answer.pin) throw new Error(`no PIN came back for ${data.staffId}`)
    return client({ staffId, pin: answer.pin })
  }
  const several = async (count: number, letter: string, name: string, role: Role) => {
    const clients: SiteClient[] = []
    for (let at = 1; at <= count; at += 1)
      clients.push(await enrol(`${letter}-0${at}`, `${name} ${at}`, role))
    return clients
  }
  return {
    administrator,
    coordinator: await enrol('K-01', 'Koordinator', 'coordinator'),
    gate: await several(plan.desks.gate, 'G', 'Gerbang', 'gate'),
    registration: await several(plan.desks.registration, 'R', 'Pendaftaran', 'registrar'),
    screening: await several(plan.desks.screening, 'S', 'Skrining', 'screener'),
    vaccination: await several(plan.desks.vaccination, 'V', 'Vaksinator', 'vaccinator'),
    observation: await enrol('O-01', 'Observasi', 'observer'),
    card: await several(plan.desks.card, 'C', 'Kartu', 'card-clerk'),
    auditor: await enrol('AU-01', 'Auditor', 'auditor'),
  }
}

export function everybody(team: Team): SiteClient[] {
  return Object.values(team).flat()
}

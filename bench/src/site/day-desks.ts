import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CommandData, CommandName } from '@sentra/contract'
import { v7 } from 'uuid'
import { healthy, person } from '../../../site/src/testing/clinic-day.ts'

/** The stations of a hall, each signed in on its own, and how long each of their calls took. */
export interface Desks {
  readonly stations: number
  command<N extends CommandName>(
    role: string,
    name: N,
    data: CommandData<N>,
  ): Promise<{ event: { data: never } }>
  vialFor(role: string): Promise<string>
  end(): Promise<{ commands: number[]; reads: number[]; doses: number }>
}

/** Twenty of them: what a school hall with 2,000 people a day needs. */
const people: [string, string, number][] = [
  ['G', 'gate', 2],
  ['R', 'registrar', 5],
  ['S', 'screener', 5],
  ['V', 'vaccinator', 5],
  ['O', 'observer', 2],
  ['C', 'coordinator', 1],
]
const lotNumber = '202108001'

export async function openDesks(port: number, administratorPin: string): Promise<Desks> {
  const agent = new Agent({ keepAlive: true })
  const commands: number[] = []
  const reads: number[] = []
  const tokens = new Map<string, string[]>()
  const turn = new Map<string, number>()
  let measured = false

  const send = async (method: 'GET' | 'POST', path: string, token: string | null, body?: object) => {
    const began = performance.now()
    const answer = await call(agent, port, method, path, token, body)
    const times = method === 'GET' ? reads : path.startsWith('/v1/commands/') ? commands : null
    if (measured) times?.push(performance.now() - began)
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body as Record<string, string>
  }
  const signIn = async (staffId: string, pin: string) =>
    (await send('POST', '/v1/sign-in', null, { staffId, pin })).token!

  const administrator = await signIn('A-01', administratorPin)
  for (const [letter, role, count] of people)
    for (let number = 1; number <= count; number += 1) {
      const staffId = `${letter}-0${number}`
      const data = { staffId, displayName: `Petugas ${staffId}`, roles: [role] }
      const { pin } = await send('POST', '/v1/commands/staff.enrol', administrator, { commandId: v7(), data })
      tokens.set(letter, [...(tokens.get(letter) ?? []), await signIn(staffId, pin!)])
    }

  const tokenOf = (role: string) => {
    const desks = tokens.get(role)!
    const next = (turn.get(role) ?? 0) % desks.length
    turn.set(role, next + 1)
    return desks[next]!
  }
  const command: Desks['command'] = async (role, name, data) => {
    const token = tokenOf(role)
    const answer = await send('POST', `/v1/commands/${name}`, token, { commandId: v7(), data })
    // The desk looks at its line again, as the live updates make it do.
    await send('GET', '/v1/queue', token)
    return answer as unknown as { event: { data: never } }
  }

  await command('C', 'campaign.plan', {
    name: 'Vaksinasi massal Karawang',
    placeName: 'Stadion Singaperbangsa',
    productId: 'covid19-biofarma',
    doseNumbers: [1, 2],
    firstDay: '2021-08-05',
    days: 5,
    opensAt: '08:00',
    closesAt: '17:00',
    aefiPhone: '119',
  })
  await command('C', 'stock.receive', {
    productId: 'covid19-biofarma',
    lotNumber,
    expirationDate: '2021-12-31',
    vials: 1_500,
    dosesPerVial: 10,
  })
  await command('C', 'session.open', { localDate: '2021-08-05' })
  measured = true

  // Each opens the next vial when the one at hand is empty.
  let vial: Promise<string> | null = null
  let drawn = 0
  const vialFor = (role: string) => {
    if (vial === null || drawn === 10) {
      drawn = 0
      vial = command(role, 'stock.open-vial', { lotNumber }).then(
        ({ event }) => (event.data as { vialId: string }).vialId,
      )
    }
    drawn += 1
    return vial
  }

  return {
    stations: [...tokens.values()].reduce((sum, desks) => sum + desks.length, 0),
    command,
    vialFor,
    end: async () => {
      measured = false
      const status = await send('GET', '/v1/stock', tokens.get('C')![0]!)
      agent.destroy()
      const lots = (status as { lots?: { dosesGiven?: number; dosesAdministered?: number }[] }).lots ?? []
      const doses = lots.reduce((sum, lot) => sum + (lot.dosesGiven ?? lot.dosesAdministered ?? 0), 0)
      return { commands, reads, doses }
    },
  }
}

/** One person from the gate to the door, with a few seconds at each desk. */
export async function visit(desks: Desks, index: number): Promise<void> {
  const patient = person(index)
  const { fullName, birthDate } = patient
  const pause = () => sleep(200 + 50 * (index % 20))
  const ticket = await desks.command('G', 'gate.admit', {
    holder: { fullName, birthDate: birthDate! },
    need: 'none',
  })
  await pause()
  const registered = await desks.command('R', 'visit.register', {
    ticketId: (ticket.event.data as { ticketId: string }).ticketId,
    patient,
    doseNumber: 1,
    identityChecked: 'KTP',
    acceptedWarnings: [],
  })
  const { visitId } = registered.event.data as { visitId: string }
  await pause()
  await desks.command('S', 'screening.record', { visitId, formId: 'v3', answers: healthy, consent: true })
  await pause()
  const vialId = await desks.vialFor('V')
  await desks.command('V', 'immunization.record', { visitId, vialId, bodySite: 'LEFT_ARM' })
}

function call(
  agent: Agent,
  port: number,
  method: string,
  path: string,
  token: string | null,
  body?: object,
): Promise<{ status: number; body: unknown }> {
  const text = body === undefined ? '' : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        agent,
        port,
        method,
        path,
        host: '127.0.0.1',
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        },
      },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown,
          }),
        )
      },
    )
    asked.on('error', reject)
    asked.end(text)
  })
}

import type { KarawangPlan } from '../karawang/plan.ts'
import { momentOf } from '../karawang/plan-time.ts'
import type { OutageDriver } from '../world/outage-driver.ts'
import type { World } from '../world/world.ts'
import type { Coordinator } from './coordinator.ts'
import type { Desk } from './desk.ts'
import type { Hall } from './hall.ts'
import { type Sample, takeSample } from './samples.ts'
import type { Team } from './team.ts'
import { tell } from './visitor.ts'

export interface ClinicDay {
  readonly world: World
  readonly plan: KarawangPlan
  readonly hall: Hall
  readonly team: Team
  readonly coordinator: Coordinator
  readonly desks: readonly Desk[]
  readonly cardDesks: readonly Desk[]
  readonly outages: OutageDriver
  readonly samples: Sample[]
}

/**
 * One day from the first person at the fence to the closed account. The clock moves in steps; in each
 * step all desks work at once, so that their commands meet at the site as they would in a hall.
 */
export async function playDay(clinic: ClinicDay, day: number): Promise<void> {
  const { hall, plan, world, coordinator, outages } = clinic
  const at = (time: string) => momentOf(plan, day, time)
  hall.day = day
  hall.standby = []
  hall.arriving = hall.visitors
    .filter((visitor) => visitor.comer.day === day)
    .sort((one, other) => one.comer.arrivesAt - other.comer.arrivesAt)
  hall.returning = hall.visitors
    .filter(
      (visitor) => visitor.ticketKind === 'return' && visitor.validOnDay === day && visitor.comer.returns,
    )
    .sort((one, other) => hall.returnsAt(one) - hall.returnsAt(other))
  for (const visitor of hall.visitors) {
    const promised = visitor.ticketKind === 'return' && visitor.validOnDay === day
    if (promised && !visitor.comer.returns) tell(visitor, day, 'did-not-come-back')
  }
  // The gate takes whom it sees: nobody has arrived before the doors open.
  world.clock.moveTo(at(plan.arrivals.from) - 20 * 60_000)
  await Promise.all(
    Object.values(clinic.team)
      .flat()
      .map((client) => client.signIn()),
  )
  await coordinator.openDay()

  const siteKills = plan.siteKills.filter((kill) => kill.day === day).map((kill) => at(kill.at))
  let released = false
  const step = plan.stepSeconds * 1000
  for (let now = at(plan.arrivals.from); ; now += step) {
    world.clock.moveTo(now)
    if (!released && now >= at(plan.unclaimedReleasedAt)) {
      await coordinator.releaseUnclaimed()
      released = true
    }
    const killSite = siteKills[0] !== undefined && now >= siteKills[0]
    if (outages.isDue()) await workWhileTheHubChanges(clinic)
    else if (!killSite) await workAll(clinic.desks)
    else if (await workWhileTheSiteIsKilled(clinic)) siteKills.shift()
    clinic.samples.push(await takeSample(coordinator.client, hall))
    if (released && hall.isEmpty && siteKills.length === 0 && noOneCouldStillBeCalled(clinic)) break
    if (now > at(plan.closesAt) + 3 * 3_600_000)
      throw new Error(`day ${day}: the hall does not get empty (${hallWords(hall)})`)
  }
  await coordinator.closeDay(clinic.team.vaccination[0]!)
  clinic.samples.push(await takeSample(coordinator.client, hall))
}

/** From closing until night: the hub may come back, and people come to exchange the same evening. */
export async function playEvening(clinic: ClinicDay, day: number): Promise<void> {
  const { plan, world, outages, samples, hall, coordinator } = clinic
  const until = momentOf(plan, day, '21:00')
  const step = 15 * 60_000
  const from = Math.max(world.clock.now() + 60_000, momentOf(plan, day, plan.closesAt))
  for (let now = from; now <= until; now += step) {
    world.clock.moveTo(now)
    await outages.step()
    await workAll(clinic.cardDesks)
    samples.push(await takeSample(coordinator.client, hall))
  }
}

/** The morning after the last day: the hall is closed, the card desk is not. */
export async function playExchangeMorning(clinic: ClinicDay, day: number): Promise<void> {
  const { plan, world, samples, hall, coordinator } = clinic
  hall.day = day
  world.clock.moveTo(momentOf(plan, day, plan.opensAt) - 30 * 60_000)
  await Promise.all(
    Object.values(clinic.team)
      .flat()
      .map((client) => client.signIn()),
  )
  for (let now = momentOf(plan, day, plan.opensAt); now <= momentOf(plan, day, '15:00'); now += 10 * 60_000) {
    world.clock.moveTo(now)
    await workAll(clinic.cardDesks)
    samples.push(await takeSample(coordinator.client, hall))
  }
}

async function workAll(desks: readonly Desk[]): Promise<void> {
  await Promise.all(desks.map((desk) => desk.work()))
}

/**
 * The hub dies, or comes back, while the hall works and events are on the wire. Only the card desk waits
 * until the site has noticed: that is when its advice changes.
 */
async function workWhileTheHubChanges({ outages, desks, cardDesks }: ClinicDay): Promise<void> {
  const others = desks.filter((desk) => !cardDesks.includes(desk))
  await Promise.all([workAll(others), outages.step()])
  await workAll(cardDesks)
}

/**
 * SIGKILL with commands on their way: written or not, answered or not, nobody knows. The stations ask
 * again with the same ids when the site is back. False when the step was over before the hall was busy.
 */
async function workWhileTheSiteIsKilled({ world, desks }: ClinicDay): Promise<boolean> {
  const work = workAll(desks)
  const { busy, giveUp } = world.siteHttp.whenBusy(4)
  const caughtBusy = await Promise.race([busy.then(() => true), work.then(() => false)])
  giveUp()
  if (caughtBusy) {
    await world.killSite()
    await world.startSite()
  }
  await work
  return caughtBusy
}

/** On the last day doses that came free go to those who stayed near the gate. */
function noOneCouldStillBeCalled({ hall, samples }: ClinicDay): boolean {
  const last = samples.at(-1)
  return !hall.isLastDay || hall.standby.length === 0 || (last?.dosesOnHand ?? 0) === 0
}

const hallWords = (hall: Hall) =>
  `arriving ${hall.arriving.length}, returning ${hall.returning.length}, registration ${hall.waitingForRegistration}, screening ${hall.forScreening.length}, vaccination ${hall.forVaccination.length}, observed ${hall.observed.length}, card ${hall.forCard.length}`

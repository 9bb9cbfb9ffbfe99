import { seededChance } from '@sentra/testkit'
import { FaultyNetwork, seedProcess, virtualTime } from '@sentra/testkit/faults'
import type { Hall } from './clinic.ts'
import type { Engines } from './engines.ts'
import { Acknowledged } from './evidence.ts'
import { FaultCounts } from './fault-counts.ts'
import { driveFaults } from './fault-driver.ts'
import { HubMachine } from './hub-machine.ts'
import { HubReceiver } from './hub-receiver.ts'
import { judge } from './judge.ts'
import { type BrokenBuild, Laptop, newIdentity } from './laptop.ts'
import { NarrowDoor } from './narrow-door.ts'
import { day, hour, type Plan, startAt } from './plan.ts'
import { Receipts } from './receipts.ts'
import { recover } from './recovery.ts'
import { signAgainFor } from './sign-again.ts'
import { liveAtSite } from './site-life.ts'
import { Trace } from './trace.ts'
import type { World } from './world.ts'

/** What is printed of a run, as one line of JSON. */
export interface SeedResult {
  readonly seed: number
  readonly ok: boolean
  readonly sites: number
  readonly days: number
  readonly events: number
  readonly acknowledged: number
  readonly faults: Record<string, number>
  /** Of a named plan: how each outage ended. */
  readonly drains?: World['drains']
  /** Of the processor. */
  readonly seconds: number
  readonly traceHash: string
  readonly broken?: readonly string[]
}

export interface RunOptions {
  readonly broken?: BrokenBuild
  /** Everything that happens, line by line. */
  readonly write?: (line: string) => void
}

/** Of the processor, so that a busy machine does not look like a slow run. */
function secondsSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began)
  return Math.round((user + system) / 10_000) / 100
}

/** Plays one plan from its first morning to the end of all its faults, and judges what is stored then. */
export async function runSeed(engines: Engines, plan: Plan, options: RunOptions = {}): Promise<SeedResult> {
  const began = process.cpuUsage()
  const time = virtualTime(startAt)
  const chance = seededChance(plan.seed)
  const giveBackChance = seedProcess(chance.fork('process'))
  const giveBackTime = time.install()
  const realFetch = globalThis.fetch
  const trace = new Trace(time.now, options.write ?? null)
  const violations: string[] = []
  const violation = (what: string) => {
    if (violations.length < 20) violations.push(what)
    trace.add('judge', what)
  }
  const counts = new FaultCounts()
  const acknowledged = new Acknowledged()
  let events = 0
  let drains: World['drains'] = []
  try {
    const script = async () => {
      const world = await makeWorld(engines, plan, options, {
        time,
        chance,
        trace,
        violation,
        counts,
        acknowledged,
      })
      globalThis.fetch = world.network.fetch as typeof fetch
      drains = world.drains
      const faults = driveFaults(world)
      await Promise.all(world.halls.map((hall, index) => liveAtSite(world, hall, index)))
      world.calm = true
      await Promise.all(faults)
      await recover(world)
      for (const hall of world.halls) await hall.laptop.stop()
      // Requests that were on their way for weeks still come.
      await time.sleep(31 * day)
      await world.hub.drain()
      await world.hub.kill()
      await world.receipts.holdAfterKill()
      events = await judge(world)
      for (const hall of world.halls) hall.laptop.throwAway()
    }
    await played(time, script, (plan.days + 60) * day)
  } catch (error) {
    violation(`the run broke off: ${(error as Error).stack}`)
  } finally {
    globalThis.fetch = realFetch
    giveBackTime()
    giveBackChance()
  }
  const ok = violations.length === 0
  return {
    seed: plan.seed,
    ok,
    sites: plan.sites,
    days: plan.days,
    events,
    acknowledged: acknowledged.all().length,
    faults: counts.all(),
    ...(drains.length === 0 ? {} : { drains }),
    seconds: secondsSince(began),
    traceHash: trace.digest(),
    ...(ok ? {} : { broken: violations }),
  }
}

/** Runs `script` in virtual time; throws what it threw, or that time went by without an end. */
async function played(
  time: ReturnType<typeof virtualTime>,
  script: () => Promise<void>,
  atMostMs: number,
): Promise<void> {
  let over = false
  let failed: unknown
  const running = script()
    .catch((error: unknown) => {
      failed = error
    })
    .finally(() => {
      over = true
    })
  await time.advance(time.now() + atMostMs, () => over)
  if (!over) throw new Error('somebody waits for something that never comes')
  await running
  if (failed !== undefined) throw failed
}

async function makeWorld(
  engines: Engines,
  plan: Plan,
  options: RunOptions,
  parts: Pick<World, 'time' | 'chance' | 'trace' | 'violation' | 'counts' | 'acknowledged'>,
): Promise<World> {
  const { time, chance, trace, violation, counts } = parts
  const { database } = engines
  const hub = await HubMachine.make(engines, time, trace, engines.folder)
  if (options.broken === 'receipt-before-commit') await database.promiseCommits()
  const receipts = new Receipts(database, violation)
  const door = new NarrowDoor(time.now)
  const halls: Hall[] = []
  const network = new FaultyNetwork({
    time,
    chance: chance.fork('network'),
    receiver: new HubReceiver({ hub, door, receipts, trace }),
    onCondition: (machineName, condition) => trace.add(machineName, `line is ${condition}`),
    onSurprise: (what) => counts.add(what),
    sendAgain: signAgainFor(halls, time),
  })
  network.calm = plan.calmLines
  const laptopWorld = { ...parts, engines, chance: chance.fork('disks'), broken: options.broken ?? null }
  for (let index = 0; index < plan.sites; index += 1) {
    const siteId = `krw-${String(index + 1).padStart(2, '0')}`
    const identity = newIdentity(engines, siteId)
    const laptop = new Laptop(laptopWorld, identity, await hub.enrolmentCode(siteId), siteId)
    laptop.checkpointPages = plan.walCheckpointPages[index]!
    halls.push({
      name: siteId,
      time,
      chance: chance.fork(`hall ${index}`),
      laptop,
      vialId: null,
      inside: 0,
      everyoneHasACard: plan.everyoneHasACard,
      withoutCard: () => violation(`${siteId}: somebody who was vaccinated left without a card`),
      outOfService: false,
      notShown: 0,
    })
  }
  if (options.broken === 'receipt-before-commit') keepPromisesLater(time, database, hub)
  hub.start()
  return {
    ...laptopWorld,
    plan,
    beginsAt: time.now(),
    database,
    hub,
    network,
    door,
    receipts,
    counts,
    halls,
    drains: [],
    calm: false,
  }
}

/** The broken build: what was committed is on the disk some minutes later. */
function keepPromisesLater(time: World['time'], database: Engines['database'], hub: HubMachine): void {
  const later = () => {
    void time
      .sleep(3 * hour)
      .then(() => (hub.alive ? database.keepPromises() : undefined))
      .then(later)
  }
  later()
}

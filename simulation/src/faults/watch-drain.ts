import type { Hall } from './clinic.ts'
import { hour, minute } from './plan.ts'
import type { World } from './world.ts'

/** One outage at one site, as its end went. */
export interface Drain {
  readonly site: string
  readonly outageHours: number
  readonly backlog: number
  readonly eventsPerHour: number
  readonly drainedHours: number | null
}

/** Events that a site makes in an hour of work come to this much, by the plan: nine for each person, ten for the day. */
function normalRate({ plan }: World): number {
  const people = plan.people[0]![0]!.length
  return (people * 9 + 10) / 7
}

/**
 * The hub is back and busy: beside what is made meanwhile, it takes backlog at half the rate at which the site makes
 * events. What was waiting must be there within twice the outage.
 */
export async function watchDrain(world: World, outageMs: number): Promise<void> {
  await Promise.all(world.halls.map((hall) => watch(world, hall, outageMs)))
}

async function watch(world: World, hall: Hall, outageMs: number): Promise<void> {
  const { time, door, violation, drains } = world
  const { site } = hall.laptop
  if (site === null) return
  const until = site.journal.size
  const covered = () => hall.laptop.site?.journal.replication.state().receiptSize ?? 0
  const backlog = until - covered()
  const worksOn = time.now() + 2 * outageMs < world.beginsAt + world.plan.days * 24 * hour - 17 * hour
  const eventsPerHour = normalRate(world) * (worksOn ? 1.5 : 0.5)
  const began = time.now()
  door.narrow(hall.laptop.name, eventsPerHour)
  while (covered() < until && time.now() - began < 2 * outageMs) await time.sleep(minute)
  const isDrained = covered() >= until
  const hours = (ms: number) => Math.round((ms / hour) * 100) / 100
  drains.push({
    site: hall.name,
    outageHours: hours(outageMs),
    backlog,
    eventsPerHour: Math.round(eventsPerHour * 10) / 10,
    drainedHours: isDrained ? hours(time.now() - began) : null,
  })
  if (!isDrained)
    violation(`${hall.name}: ${until - covered()} of ${backlog} events still wait after twice the outage`)
  door.open(hall.laptop.name)
}

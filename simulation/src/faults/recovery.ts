import { closeDay, type Hall } from './clinic.ts'
import { minute } from './plan.ts'
import { exchange, takeCard } from './visitor.ts'
import type { World } from './world.ts'

/**
 * The faults have stopped. Whatever is still open must now come to its end by itself: every backlog drained, every
 * person with a card, every local card exchanged that somebody comes with.
 */
export async function recover(world: World): Promise<void> {
  const { hub, halls, network } = world
  network.calm = true
  hub.failing = false
  if (!hub.alive) hub.start()
  for (const hall of halls) {
    hall.laptop.clockOffMs = 0
    hall.laptop.keepPower()
    network.set(hall.laptop.name, 'up')
    await hall.laptop.start()
  }
  await drain(world, 'after the faults')
  for (const hall of halls) await serveWhoIsLeft(hall)
  await drain(world, 'after the last card')
}

/** The backlog of every site reaches zero, in half a day at most. */
async function drain(world: World, when: string): Promise<void> {
  const { halls, time, hub } = world
  for (let waited = 0; waited < 144; waited += 1) {
    await time.sleep(5 * minute)
    await hub.drain()
    if (halls.every((hall) => waitingAt(hall) === 0)) {
      // What the hub made of it comes back with the next look at the feed.
      await time.sleep(65 * minute)
      if (halls.every((hall) => waitingAt(hall) === 0)) return
    }
  }
  for (const hall of halls) {
    const view = hall.laptop.site?.link.view()
    if (waitingAt(hall) !== 0)
      world.violation(
        `${hall.name}: ${view?.waiting ?? 'everything'} still waits ${when} (${view?.lastError ?? 'no error'})`,
      )
  }
}

function waitingAt(hall: Hall): number {
  const view = hall.laptop.site?.link.view()
  if (view === undefined || view.quarantine !== null) return Number.POSITIVE_INFINITY
  return view.waiting
}

async function serveWhoIsLeft(hall: Hall): Promise<void> {
  const open = hall.laptop.look<{ localDate: string }>(
    "SELECT local_date AS localDate FROM sessions WHERE state = 'open'",
  )
  for (const { localDate } of open) await closeDay(hall, localDate)
  const visits = hall.laptop.look<{ visitId: string }>('SELECT visit_id AS visitId FROM immunizations')
  for (const { visitId } of visits) {
    await takeCard(hall, visitId, 20)
    if (hall.chance.happens(0.7)) await exchange(hall, visitId)
  }
}

import type { ReadyBatch } from './bench-site-log.ts'
import type { RawClient } from './raw-client.ts'

export type Outcome = { dueAt: number; doneAt: number; milliseconds: number; status: number; events: number }

/**
 * Sends at a given rate, whether the hub keeps up or not, and counts from when a request was due. Each client is a
 * site with batches of its own; what was refused stays the first in its line, as in a site's log. A site that is
 * still waiting for an answer is passed over.
 */
export async function openLoop(
  clients: readonly RawClient[],
  queues: readonly ReadyBatch[][],
  request: { perSecond: number; seconds: number },
): Promise<{ outcomes: Outcome[]; notSent: number }> {
  const began = performance.now()
  const free = clients.map((_, index) => index)
  const outcomes: Outcome[] = []
  const underWay: Promise<void>[] = []
  let due = 0
  let notSent = 0
  const send = async (site: number, dueAt: number) => {
    const batch = queues[site]![0]!
    const status = await clients[site]!.send(batch.bytes).catch(() => 0)
    const doneAt = performance.now()
    if (status === 200) queues[site]!.shift()
    outcomes.push({
      dueAt: dueAt - began,
      doneAt: doneAt - began,
      milliseconds: doneAt - dueAt,
      status,
      events: batch.events,
    })
    free.push(site)
  }
  const total = Math.floor(request.perSecond * request.seconds)
  while (due < total) {
    const now = performance.now()
    while (due < total && began + (1000 * due) / request.perSecond <= now) {
      const place = free.findIndex((site) => queues[site]!.length > 0)
      const [site] = place === -1 ? [] : free.splice(place, 1)
      if (site === undefined) notSent += 1
      else underWay.push(send(site, began + (1000 * due) / request.perSecond))
      due += 1
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(underWay)
  return { outcomes, notSent }
}

/** Each client sends as fast as it is answered. Events a second. */
export async function closedLoop(
  clients: readonly RawClient[],
  queues: readonly ReadyBatch[][],
  seconds: number,
): Promise<{ perSecond: number; milliseconds: number[] }> {
  const began = performance.now()
  const milliseconds: number[] = []
  let events = 0
  await Promise.all(
    clients.map(async (client, index) => {
      const queue = queues[index]!
      while (queue.length > 0 && performance.now() - began < seconds * 1000) {
        const sentAt = performance.now()
        const status = await client.send(queue[0]!.bytes)
        if (status !== 200) throw new Error(`status ${status}: ${client.lastBody}`)
        milliseconds.push(performance.now() - sentAt)
        events += queue.shift()!.events
      }
    }),
  )
  return { perSecond: (1000 * events) / (performance.now() - began), milliseconds }
}

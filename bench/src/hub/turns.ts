import { type Comparison, spread } from '../interleave.ts'
import type { HubUnderTest } from './hub-under-test.ts'

/** One side of a comparison: works for about so long and says how much it did in how many milliseconds. */
export type Side = {
  name: string
  work(milliseconds: number): Promise<{ done: number; milliseconds: number }>
  /** What it left to be done behind: outside of its measure, and of the other's. */
  settle?(): Promise<void>
}

/**
 * Two sides in turns, in rounds; each round gives one ratio and the median counts. By processor time too: of the
 * client, the hub and PostgreSQL together, which other people's work on the machine does not lengthen.
 */
export async function takeTurns(
  hub: HubUnderTest,
  ours: Side,
  yardstick: Side,
  { rounds, millisecondsPerTurn }: { rounds: number; millisecondsPerTurn: number },
): Promise<Comparison> {
  const measure = async (side: Side) => {
    const before = usedBy(hub)
    const { done, milliseconds } = await side.work(millisecondsPerTurn)
    const perProcessor = done / Math.max(1, usedBy(hub) - before)
    await side.settle?.()
    return { rate: (1000 * done) / milliseconds, perProcessor }
  }
  await ours.work(millisecondsPerTurn / 4)
  await ours.settle?.()
  await yardstick.work(millisecondsPerTurn / 4)
  const found: { a: Awaited<ReturnType<typeof measure>>; b: Awaited<ReturnType<typeof measure>> }[] = []
  for (let round = 0; round < rounds; round += 1)
    found.push({ a: await measure(ours), b: await measure(yardstick) })
  return {
    ratio: spread(found.map(({ a, b }) => a.rate / b.rate)),
    ratioByProcessorTime: spread(found.map(({ a, b }) => a.perProcessor / b.perProcessor)),
    perSecond: {
      [ours.name]: Math.round(spread(found.map(({ a }) => a.rate)).median),
      [yardstick.name]: Math.round(spread(found.map(({ b }) => b.rate)).median),
    },
    rounds,
    millisecondsPerTurn,
  }
}

export function usedBy(hub: HubUnderTest): number {
  const { user, system } = process.cpuUsage()
  const { hub: ofHub, postgres } = hub.processor()
  return (user + system) / 1000 + ofHub + postgres
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN
}

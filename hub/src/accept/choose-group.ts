import type { Lane } from './admission.ts'

/** A batch in line, as far as its place in a group depends on it. */
export type InLine = { siteId: string; lane: Lane; events: number }

/**
 * Which of those in line are committed together next: of each site the first, so that a log arrives in order, and none
 * of a site whose batch is `underWay`. A group is of one kind: who is live never waits for the commit of a backlog.
 * At least one, however large; answers with places in the line.
 */
export function chooseGroup(
  line: readonly InLine[],
  underWay: ReadonlySet<string>,
  { kind, eventsMax, batchesMax }: { kind: 'live' | 'backlog'; eventsMax: number; batchesMax: number },
): number[] {
  const seen = new Set(underWay)
  const chosen: number[] = []
  let sum = 0
  for (const [place, { siteId, lane, events }] of line.entries()) {
    if (seen.has(siteId)) continue
    seen.add(siteId)
    if (kindOf(lane) !== kind) continue
    if (chosen.length > 0 && (sum + events > eventsMax || chosen.length >= batchesMax)) continue
    chosen.push(place)
    sum += events
  }
  return chosen
}

/** A tally or a dose of this minute; or the days of an outage. */
export function kindOf(lane: Lane): 'live' | 'backlog' {
  return lane === 'backlog' ? 'backlog' : 'live'
}

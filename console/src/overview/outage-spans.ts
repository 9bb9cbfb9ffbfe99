import type { HubOutage } from '@sentra/contract'

export interface OutageSpan {
  readonly outageId: string
  /** Per cent of the line, from its beginning. */
  readonly left: number
  readonly width: number
  readonly ongoing: boolean
}
export interface OutageLine {
  readonly siteId: string
  readonly siteName: string
  readonly spans: readonly OutageSpan[]
}
export interface OutageTimeline {
  readonly from: string
  readonly until: string
  readonly lines: readonly OutageLine[]
}

/** What the eye can still tell apart on a phone. */
const daysMax = 14
const widthMin = 0.8

/**
 * All outages of the last fortnight on one time axis, a line for each site, so that it can be seen
 * whether the hub was away or one village's cable. Null when there is none.
 */
export function outageTimeline(outages: readonly HubOutage[], now: string): OutageTimeline | null {
  const until = Math.max(Date.parse(now), ...outages.map(({ until }) => (until ? Date.parse(until) : 0)))
  const earliest = until - daysMax * 86_400_000
  const recent = outages.filter((outage) => endOf(outage, until) >= earliest)
  if (recent.length === 0) return null
  const first = Math.max(earliest, Math.min(...recent.map(({ since }) => Date.parse(since))))
  // An hour at least, so that one outage of a minute is not drawn as the whole of history.
  const from = Math.min(first, until - 3_600_000)
  const perCent = (moment: number) => ((Math.max(moment, from) - from) / (until - from)) * 100

  const lines = new Map<string, { siteId: string; siteName: string; spans: OutageSpan[] }>()
  for (const outage of recent) {
    const left = perCent(Date.parse(outage.since))
    const width = Math.max(widthMin, perCent(endOf(outage, until)) - left)
    const span = {
      outageId: outage.outageId,
      left: Math.min(left, 100 - width),
      width,
      ongoing: outage.until === null,
    }
    const { siteId, siteName } = outage
    const line = lines.get(siteId) ?? { siteId, siteName, spans: [] }
    line.spans.push(span)
    lines.set(siteId, line)
  }
  return {
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
    lines: [...lines.values()].sort((a, b) => a.siteName.localeCompare(b.siteName)),
  }
}

function endOf(outage: HubOutage, now: number): number {
  return outage.until === null ? now : Date.parse(outage.until)
}

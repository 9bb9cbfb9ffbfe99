import type { HubOutage, OutageTimeline } from '@sentra/contract'
import type { TimeWindow } from './time-window.ts'

/** Causes as the picture tells them apart: by what a person would do about them. */
export const causeGroups = ['network', 'silent', 'server', 'declared', 'unheard'] as const
export type CauseGroup = (typeof causeGroups)[number]

export interface TimelineBar {
  readonly key: string
  /** 0 to 1 of the window. */
  readonly start: number
  readonly length: number
  readonly group: CauseGroup
  readonly ongoing: boolean
}
export interface TimelineRow {
  readonly siteId: string
  readonly siteName: string
  readonly bars: readonly TimelineBar[]
}

/** What the eye still sees: 1/400 of the picture. */
const lengthMin = 0.0025

/**
 * A row for each site that was out in the window, by name. A site that is silent now and has told of nothing yet
 * gets a bar from the last word of it: the hub cannot know more.
 */
export function timelineRows(
  { outages, sites, now }: OutageTimeline,
  { from, to }: TimeWindow,
): TimelineRow[] {
  const rows = new Map<string, { siteId: string; siteName: string; bars: TimelineBar[] }>()
  const end = Date.parse(now)
  const add = (
    site: { siteId: string; siteName: string },
    bar: Omit<TimelineBar, 'start' | 'length'>,
    since: number,
    until: number,
  ) => {
    if (until < from || since >= to) return
    const start = (Math.max(since, from) - from) / (to - from)
    const length = Math.max(lengthMin, (Math.min(until, to) - from) / (to - from) - start)
    const row = rows.get(site.siteId) ?? { siteId: site.siteId, siteName: site.siteName, bars: [] }
    row.bars.push({ ...bar, start: Math.min(start, 1 - length), length })
    rows.set(site.siteId, row)
  }
  for (const outage of outages)
    add(
      outage,
      { key: outage.outageId, group: groupOf(outage), ongoing: outage.until === null },
      Date.parse(outage.since),
      outage.until === null ? end : Date.parse(outage.until),
    )
  for (const site of sites)
    if (site.state === 'silent' && site.lastHeardAt && !isOut(outages, site.siteId))
      add(
        site,
        { key: `silent-${site.siteId}`, group: 'unheard', ongoing: true },
        Date.parse(site.lastHeardAt),
        end,
      )
  return [...rows.values()].sort((one, other) => one.siteName.localeCompare(other.siteName))
}

/** An outage of the hub itself that the site has already told of: the silence has its reason. */
function isOut(outages: readonly HubOutage[], siteId: string): boolean {
  return outages.some(
    (outage) => outage.siteId === siteId && outage.until === null && (outage.target ?? 'hub') === 'hub',
  )
}

export function groupOf({ cause }: Pick<HubOutage, 'cause'>): CauseGroup {
  if (cause === 'declared') return 'declared'
  if (cause === 'server-error' || cause === 'slow') return 'server'
  return cause === 'timeout' || cause === 'black-hole' ? 'silent' : 'network'
}

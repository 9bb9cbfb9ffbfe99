import type { HubOutage, OutageTimeline, SiteBacklog } from '@sentra/contract'
import { assert, test } from 'vitest'
import { timelineRows } from './timeline-rows.ts'

const day = { from: Date.parse('2021-08-05T00:00:00Z'), to: Date.parse('2021-08-06T00:00:00Z'), ticks: [] }
const now = '2021-08-05T18:00:00.000Z'

const outage = (siteId: string, since: string, until: string | null, cause = 'refused'): HubOutage => ({
  outageId: `${siteId}-${since}`,
  siteId,
  siteName: `Sentra ${siteId}`,
  since,
  until,
  cause,
  dosesGiven: 0,
  localCards: 0,
})
const site = (siteId: string, state: SiteBacklog['state'], lastHeardAt: string | null): SiteBacklog => ({
  siteId,
  siteName: `Sentra ${siteId}`,
  state,
  lastHeardAt,
  backlog: 0,
  oldestWaitingAt: null,
})
const timeline = (outages: HubOutage[], sites: SiteBacklog[] = []): OutageTimeline => ({
  now,
  from: '2021-07-01T00:00:00.000Z',
  outages,
  sites,
})

test('the same hours lie under each other, whoever had them', () => {
  const rows = timelineRows(
    timeline([
      outage('b', '2021-08-05T06:00:00.000Z', '2021-08-05T12:00:00.000Z'),
      outage('a', '2021-08-05T06:00:00.000Z', '2021-08-05T09:00:00.000Z', 'declared'),
    ]),
    day,
  )
  assert.deepEqual(
    rows.map(({ siteId, bars }) => [siteId, bars[0]!.start, bars[0]!.length, bars[0]!.group]),
    [
      ['a', 0.25, 0.125, 'declared'],
      ['b', 0.25, 0.25, 'network'],
    ],
  )
})

test('what lasts reaches to now and not to midnight; what began before the day begins with it', () => {
  const [row] = timelineRows(timeline([outage('a', '2021-08-04T12:00:00.000Z', null)]), day)
  assert.deepInclude(row!.bars[0], { start: 0, length: 0.75, ongoing: true })
})

test('what was over before the day, or began after it, is not in its picture', () => {
  const rows = timelineRows(
    timeline([
      outage('a', '2021-08-03T00:00:00.000Z', '2021-08-04T00:00:00.000Z'),
      outage('b', '2021-08-06T00:00:00.000Z', null),
    ]),
    day,
  )
  assert.deepEqual(rows, [])
})

test('a minute is still seen, and stays in the picture', () => {
  const [row] = timelineRows(
    timeline([outage('a', '2021-08-05T23:59:30.000Z', '2021-08-05T23:59:59.000Z')]),
    day,
  )
  const { start, length } = row!.bars[0]!
  assert.isAtLeast(length, 0.0025)
  assert.isAtMost(start + length, 1)
})

test('a silent site has a bar of its own kind, unless it has said why', () => {
  const silent = site('a', 'silent', '2021-08-05T12:00:00.000Z')
  const [row] = timelineRows(timeline([], [silent, site('b', 'up', now), site('c', 'never', null)]), day)
  assert.deepInclude(row!.bars[0], { start: 0.5, length: 0.25, group: 'unheard', ongoing: true })
  const [told] = timelineRows(timeline([outage('a', '2021-08-05T12:00:00.000Z', null)], [silent]), day)
  assert.lengthOf(told!.bars, 1)
  assert.equal(told!.bars[0]!.group, 'network')
})

test('causes are grouped by what one would do about them', () => {
  const groups = [
    'refused',
    'dns',
    'captive-portal',
    'unreachable',
    'timeout',
    'black-hole',
    'server-error',
    'slow',
    'declared',
  ]
  const rows = timelineRows(
    timeline(groups.map((cause, index) => outage(String(index), '2021-08-05T06:00:00.000Z', null, cause))),
    day,
  )
  assert.deepEqual(
    rows.map(({ bars }) => bars[0]!.group),
    ['network', 'network', 'network', 'network', 'silent', 'silent', 'server', 'server', 'declared'],
  )
})

import { assert, test } from 'vitest'
import { outageTimeline } from './outage-spans.ts'

const now = '2021-08-05T10:00:00.000Z'

test('an outage that lasts reaches to the end of the line', () => {
  const [line] = outageTimeline([outage('krw-01', '2021-08-05T05:00:00.000Z', null)], now)!.lines
  assert.deepInclude(line?.spans[0], { left: 0, width: 100, ongoing: true })
})

test('the same hours lie under each other, whoever had them', () => {
  const timeline = outageTimeline(
    [
      outage('krw-01', '2021-08-05T02:00:00.000Z', '2021-08-05T06:00:00.000Z'),
      outage('krw-02', '2021-08-05T04:00:00.000Z', '2021-08-05T06:00:00.000Z'),
    ],
    now,
  )!
  const [first, second] = timeline.lines.map(({ spans }) => spans[0]!)
  assert.equal(first!.left + first!.width, second!.left + second!.width)
  assert.equal(second!.left, 25)
})

test('a minute is still wide enough to be seen, and stays on the line', () => {
  const [line] = outageTimeline([outage('krw-01', '2021-08-05T09:59:59.000Z', now)], now)!.lines
  assert.isAtLeast(line!.spans[0]!.width, 0.8)
  assert.isAtMost(line!.spans[0]!.left + line!.spans[0]!.width, 100)
})

test('last month is not drawn, and nothing at all when there was nothing', () => {
  const old = outage('krw-01', '2021-06-01T00:00:00.000Z', '2021-06-01T01:00:00.000Z')
  assert.isNull(outageTimeline([old], now))
  assert.isNull(outageTimeline([], now))
})

function outage(siteId: string, since: string, until: string | null) {
  const counts = { dosesGiven: 1, localCards: 1 }
  return {
    outageId: `${siteId}${since}`,
    siteId,
    siteName: siteId,
    since,
    until,
    cause: 'unreachable',
    ...counts,
  }
}

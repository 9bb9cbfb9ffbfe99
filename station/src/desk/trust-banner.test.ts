import type { SiteStatus } from '@sentra/contract'
import { expect, test } from 'vitest'
import { trustProblem } from './trust-banner.tsx'

type Log = NonNullable<SiteStatus['safety']>['log']
type Reason = NonNullable<SiteStatus['link']['quarantine']>['reason']

function problemOf(log: Log, reason?: Reason, diskLow = false) {
  const safety = { log, reason: null, diskFreeShare: 0.5, diskLow, scrub: null }
  const quarantine = reason ? { reason, message: { id: '', en: '' } } : null
  return trustProblem({ safety, link: { quarantine } as SiteStatus['link'] })
}

test('a desk is told of the worst first, and of nothing while all is well', () => {
  expect(problemOf('accepting')).toBeNull()
  expect(problemOf('stopped')).toBe('stopped')
  expect(problemOf('damaged', 'fork')).toBe('damaged')
  expect(problemOf('accepting', 'fork')).toBe('quarantine')
  expect(problemOf('accepting', 'hub-ahead')).toBe('quarantine')
  expect(problemOf('accepting', 'new-epoch')).toBe('newEpoch')
  expect(problemOf('accepting', undefined, true)).toBe('diskLow')
  expect(problemOf('accepting', 'fork', true)).toBe('quarantine')
})

test('a hub that is away is no reason for alarm: the link says so in its own place', () => {
  expect(trustProblem({ link: { state: 'down' } as SiteStatus['link'] })).toBeNull()
})

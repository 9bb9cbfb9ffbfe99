import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { HttpHubLink, type HttpHubLinkOptions } from '../replication/http-hub-link.ts'
import type { HubLink } from '../replication/hub-link.ts'
import { Replicator } from '../replication/replicator.ts'
import type { ReplicatorOptions } from '../replication/replicator-options.ts'
import type { Journal } from '../store/journal.ts'
import { testLogKey } from './temporary-journal.ts'
import { type TestHub, testWitnessVerifier } from './test-hub.ts'

const clock = { now: () => new Date() }

/** The site's line to the hub over HTTP, given up sooner than in a school hall. */
export const httpLinkTo = (hub: TestHub, options: Partial<HttpHubLinkOptions> = {}): HttpHubLink =>
  new HttpHubLink({
    hubUrl: hub.url,
    site: 'krw-01',
    logKey: testLogKey,
    clock,
    timeoutMs: 2_000,
    ...options,
  })

/** A replicator as a site has it, which waits milliseconds where a site waits seconds. */
export function replicatorUnderTest(
  journal: Journal,
  link: HubLink,
  options: Partial<ReplicatorOptions> = {},
): Replicator {
  return new Replicator({
    journal,
    link,
    witness: testWitnessVerifier,
    clock,
    chance: () => 0.5,
    tally: () => ({
      site: 'krw-01',
      at: clock.now().toISOString(),
      localDate: '2021-08-05',
      dosesGivenToday: journal.size,
      dosesGivenTotal: journal.size,
      dosesWasted: 0,
      dosesOnHand: 0,
      backlog: 0,
      headSize: journal.size,
    }),
    applyFeed: () => {},
    retry: { baseMs: 20, capMs: 100 },
    pollEveryMs: 30,
    ...options,
  })
}

/** Waits until it is so; a failure says where the replicator stood. */
export async function replicatorGetsTo(
  replicator: () => Replicator,
  condition: () => boolean,
  what: string,
): Promise<void> {
  const deadline = performance.now() + 25_000
  while (!condition()) {
    if (performance.now() > deadline)
      assert.fail(`waited in vain until ${what}: ${JSON.stringify(replicator().status())}`)
    await sleep(5)
  }
}

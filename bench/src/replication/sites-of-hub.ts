import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  commandHash,
  emptyFrontier,
  formatVkey,
  frontierRoot,
  generateLogKey,
  HttpHubLink,
  type HubLink,
  Journal,
  type JournalDatabase,
  openJournalDatabase,
  parseVkey,
  Replicator,
  siteVerifier,
} from '@sentra/journal'
import { TestSite } from '../../../hub/src/testing/test-site.ts'
import type { Fact } from '../site/day-of-events.ts'

/** A site with a backlog: the real log in a real file, the real replicator, the real hub over HTTP. */
export interface DrainingSite {
  readonly siteId: string
  readonly journal: Journal
  readonly replicator: Replicator
  /** Batches sent, refused ones included, and those that brought a receipt. */
  readonly tries: { sent: number; taken: number }
  submit(fact: Fact): Promise<unknown>
  end(): Promise<void>
}

export interface SitesOfHub {
  /** A site of that name with `facts` in its log, enrolled and not sending yet. */
  site(siteId: string, facts: readonly Fact[], onReceipt?: (size: number) => void): Promise<DrainingSite>
}

const clock = { now: () => new Date() }

/** What is needed of a hub: a worker has it from a connection of its own. */
export interface HubDoor {
  readonly url: string
  enrolmentCode(): Promise<string>
  query<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>
}

export async function sitesOf(hub: HubDoor): Promise<SitesOfHub> {
  const siteId = `bench-first-${Math.random().toString(36).slice(2, 8)}`
  const first = new TestSite({ siteId, url: hub.url, now: clock.now })
  const { status, body } = await first.enrol(await hub.enrolmentCode())
  if (status !== 200) throw new Error(`the hub did not enrol: ${status}`)
  const witness = parseVkey(body.witnessKey)
  return {
    site: async (siteId, facts, onReceipt) => {
      const folder = mkdtempSync(join(tmpdir(), 'sentra-drain-'))
      const logKey = generateLogKey()
      await enrol(hub, siteId, formatVkey(siteVerifier(siteId, 1, logKey)))
      const database = openJournalDatabase(join(folder, 'site.db'), { key: new Uint8Array(32).fill(7) })
      // The views are measured with the site; here the log is the source.
      const project = (_event: unknown, _database: JournalDatabase) => {}
      const journal = new Journal({ database, site: siteId, epoch: 1, logKey, clock, project })
      const submit = ({ eventId, type, actor, device, data }: Fact) =>
        journal.submit({
          eventId,
          commandHash: commandHash({ type, data }),
          actor,
          device,
          decide: () => ({ type, data }),
        })
      for (let at = 0; at < facts.length; at += 250) await Promise.all(facts.slice(at, at + 250).map(submit))
      const tries = { sent: 0, taken: 0 }
      const link = counted(new HttpHubLink({ hubUrl: hub.url, site: siteId, logKey, clock }), tries)
      const replicator = new Replicator({
        journal,
        link,
        witness,
        clock,
        chance: Math.random,
        tally: () => ({
          site: siteId,
          at: clock.now().toISOString(),
          localDate: '2021-08-05',
          dosesGivenToday: 0,
          dosesGivenTotal: 0,
          dosesWasted: 0,
          dosesOnHand: 0,
          backlog: journal.size - journal.replication.state().receiptSize,
          headSize: journal.size,
        }),
        applyFeed: () => {},
        ...(onReceipt ? { onReceipt } : {}),
      })
      return {
        siteId,
        journal,
        replicator,
        tries,
        submit,
        end: async () => {
          await replicator.stop()
          journal.close()
          database.close()
          rmSync(folder, { recursive: true, force: true })
        },
      }
    },
  }
}

/** Straight into the hub's tables: a thousand sites with a thousand codes are not what is measured. */
async function enrol(hub: HubDoor, siteId: string, logKey: string): Promise<void> {
  await hub.query(
    `INSERT INTO sites (site_id, site_name, region, time_zone, epoch, log_key, state, enrolled_at)
     SELECT $1, $1, region, time_zone, 1, $2, 'active', now() FROM sites LIMIT 1`,
    [siteId, logKey],
  )
  await hub.query(
    `INSERT INTO journal_heads (site_id, epoch, size, frontier, root, updated_at) VALUES ($1, 1, 0, $2, $3, now())`,
    [siteId, Buffer.alloc(0), Buffer.from(frontierRoot(emptyFrontier))],
  )
}

function counted(link: HubLink, tries: { sent: number; taken: number }): HubLink {
  return {
    head: () => link.head(),
    feed: (after, limit) => link.feed(after, limit),
    sendTally: (tally) => link.sendTally(tally),
    sendEvents: async (batch) => {
      tries.sent += 1
      const answer = await link.sendEvents(batch)
      if ('receipt' in answer) tries.taken += 1
      return answer
    },
  }
}

export async function until(done: () => boolean, what: string, secondsMax = 600): Promise<void> {
  const end = performance.now() + 1000 * secondsMax
  while (!done()) {
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

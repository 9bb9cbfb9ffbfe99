import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Journal } from '@sentra/journal'
import { v7 } from 'uuid'
import { openSiteKeys } from '../../keys/site-keys.ts'
import { project } from '../../projections/index.ts'
import { openStore } from '../../store/open-store.ts'
import { readFact } from '../../store/site-facts.ts'
import { Desks } from './desks.ts'
import { SiteProcess } from './site-process.ts'

export interface KillReport {
  readonly seed: number
  readonly kills: number
  readonly whileStarting: number
  readonly acknowledged: number
  /** Answers lost on the way although the command was on the disk. */
  readonly answerLost: number
  readonly events: number
  readonly seconds: number
}

/**
 * Kills the real site process at random instants, under load, `count` times or until the time is up. After each kill the
 * next one opens the same data, and every command acknowledged since the kill before is asked for again: it must be a
 * duplicate. What was open when the line was cut is sent again: it counts once. Now and then, and at the end, the file
 * itself is read: each acknowledged command once, log and views of one mind, the tree sound.
 *
 * @throws AssertionError with the seed and the number of the kill
 */
export async function killSite(options: {
  readonly seed: number
  readonly count: number
  readonly secondsMax?: number
  readonly onKill?: (kills: number) => void
}): Promise<KillReport> {
  const { seed, count, secondsMax = Number.POSITIVE_INFINITY, onKill = () => {} } = options
  const chance = seeded(seed)
  const folder = mkdtempSync(join(tmpdir(), 'sentra-kills-'))
  const desks = new Desks()
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  let site = new SiteProcess(folder)
  let next = new SiteProcess(folder)
  let kills = 0
  let readNext = readEvery
  let whileStarting = 0
  let answerLost = 0
  try {
    desks.token = await prepare(site, desks)
    let port = await restarted()
    while (kills < count && seconds() < secondsMax) {
      const work = desks.work(port, 8)
      await sleep(250 * chance())
      await site.kill()
      const answered = await work
      kills += 1
      onKill(kills)
      if (chance() < 0.1) await killWhileStarting()
      if (kills >= readNext) {
        readFile(folder, desks, `seed ${seed}, kill ${kills}`)
        readNext = kills + readEvery
      }
      port = await restarted()
      for (const commandId of answered) {
        const outcome = await desks.receive(port, commandId, desks.acknowledged.get(commandId)!)
        assert.equal(outcome, 'duplicate', `seed ${seed}, kill ${kills}: an acknowledged command is gone`)
      }
      answerLost += await desks.settleUnknown(port)
    }
    await site.kill()
    const events = readFile(folder, desks, `seed ${seed}, at the end`)
    return {
      seed,
      kills,
      whileStarting,
      acknowledged: desks.acknowledged.size,
      answerLost,
      events,
      seconds: Math.round(seconds()),
    }
  } finally {
    desks.end()
    await site.kill()
    await next.kill()
    rmSync(folder, { recursive: true, force: true })
  }

  /** The one that was loaded meanwhile takes over. */
  async function restarted(): Promise<number> {
    await site.kill()
    site = next
    next = new SiteProcess(folder)
    return site.start()
  }

  async function killWhileStarting(): Promise<void> {
    site = next
    next = new SiteProcess(folder)
    await site.loaded()
    site.tell()
    await sleep(300 * chance())
    await site.kill()
    kills += 1
    whileStarting += 1
  }
}

/** Kills between two readings of the file itself. */
const readEvery = 25

/** The first start: an administrator, and a coordinator who receives stock. */
async function prepare(site: SiteProcess, desks: Desks): Promise<string> {
  const port = await site.start()
  const signIn = async (staffId: string, pin: string) => {
    const answer = await desks.send(port, '/v1/sign-in', { staffId, pin })
    assert.equal(answer?.status, 200)
    return (answer.body as { token: string }).token
  }
  desks.token = await signIn('A-01', (await site.credentials())[0]!.pin)
  const data = { staffId: 'C-01', displayName: 'Petugas C-01', roles: ['coordinator'] }
  const enrolled = await desks.send(port, '/v1/commands/staff.enrol', { commandId: v7(), data })
  return signIn('C-01', (enrolled!.body as { pin: string }).pin)
}

/** Nobody has the file open now. Answers with the events in it. */
function readFile(folder: string, desks: Desks, when: string): number {
  const dataDir = join(folder, 'site')
  const keys = openSiteKeys(join(dataDir, 'keys'), null)
  const db = openStore(dataDir, keys.databaseKey, keys.nextDatabaseKey)
  try {
    const epoch = Number(readFact(db, 'epoch') ?? 1)
    const clock = { now: () => new Date() }
    const journal = new Journal({ database: db, site: 'krw-01', epoch, logKey: keys.logKey, clock, project })
    assert.ok(journal.verifyAll().sound, `${when}: the tree is not sound`)
    const lots = db.prepare("SELECT count(*) FROM journal_event WHERE type = 'stock.received'").pluck().get()
    const views = db.prepare('SELECT count(*) AS lots, sum(vials_received) AS vials FROM lots').get()
    assert.deepEqual(views, { lots, vials: lots }, `${when}: log and views differ`)
    const held = new Set(db.prepare('SELECT event_id FROM journal_event').pluck().all() as string[])
    for (const commandId of desks.acknowledged.keys())
      assert.ok(held.has(commandId), `${when}: ${commandId} is gone`)
    assert.ok(Number(lots) <= desks.acknowledged.size + desks.unknown.size, `${when}: a command counts twice`)
    return journal.size
  } finally {
    db.close()
  }
}

function seeded(start: number): () => number {
  let state = start >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

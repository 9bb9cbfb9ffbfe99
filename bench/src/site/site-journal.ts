import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  commandHash,
  copyBackBeside,
  generateLogKey,
  Journal,
  type JournalDatabase,
  openJournalDatabase,
} from '@sentra/journal'
import { project } from '../../../site/src/projections/index.ts'
import { openStore } from '../../../site/src/store/open-store.ts'
import type { Fact } from './day-of-events.ts'

/** The site's own journal with the site's own views, in a folder that goes away. */
export interface SiteJournal {
  readonly journal: Journal
  readonly folder: string
  submit(fact: Fact): Promise<unknown>
  close(): Promise<void>
  /** Closes it, and the folder goes away. */
  end(): Promise<void>
}

const key = '07'.repeat(32)
const logKey = generateLogKey()

export function siteJournal(folder = mkdtempSync(join(tmpdir(), 'sentra-bench-'))): SiteJournal {
  const database = openStore(folder, key)
  const journal = new Journal({
    database,
    site: 'krw-01',
    epoch: 1,
    logKey,
    clock: { now: () => new Date() },
    project,
  })
  const copyBack = copyBackBeside(journal, Buffer.from(key, 'hex'))
  const close = async () => {
    await copyBack.stop()
    journal.close()
    database.close()
  }
  return {
    journal,
    folder,
    submit: ({ eventId, type, actor, device, data }) =>
      journal.submit({
        eventId,
        commandHash: commandHash({ type, data }),
        actor,
        device,
        decide: () => ({ type, data }),
      }),
    close,
    end: async () => {
      await close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The yardstick: the same driver, cipher and durability, one table, nothing else. */
export function rawTable(folder: string): {
  db: JournalDatabase
  insert(body: string): void
  rows(): number
} {
  const db = openJournalDatabase(join(folder, 'raw.db'), { key: Buffer.from(key, 'hex') })
  db.exec('CREATE TABLE raw (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT')
  const insert = db.prepare('INSERT INTO raw (body) VALUES (?)')
  return {
    db,
    insert: (body) => void insert.run(body),
    rows: () => Number(db.prepare('SELECT count(*) FROM raw').pluck().get()),
  }
}

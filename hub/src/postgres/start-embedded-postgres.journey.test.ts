import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, assert, describe, test } from 'vitest'
import { findPlace } from './place.ts'
import { connectionOfRunning, startEmbeddedPostgres, stopOrphan } from './start-embedded-postgres.ts'

const directory = mkdtempSync(join(tmpdir(), 'sentra-postgres-'))
const dataDir = join(directory, 'postgres')
chmodSync(directory, 0o755)
afterAll(() => rmSync(directory, { recursive: true, force: true }))

describe('the PostgreSQL that the hub brings along', () => {
  test('keeps its data from one start to the next', async () => {
    const first = await startEmbeddedPostgres({ dataDir })
    await query(first.connectionString, 'CREATE TABLE dose (id int PRIMARY KEY)')
    await query(first.connectionString, 'INSERT INTO dose VALUES (1)')
    await first.stop()
    await first.stop()

    const second = await startEmbeddedPostgres({ dataDir })
    assert.deepEqual(await query(second.connectionString, 'SELECT id FROM dose'), [{ id: 1 }])
    await second.stop()
  })

  test('syncs every commit, with checksums, and never runs as root', async () => {
    const running = await startEmbeddedPostgres({ dataDir })
    const [settings] = await query(
      running.connectionString,
      `SELECT current_setting('fsync') fsync, current_setting('synchronous_commit') commit,
              current_setting('full_page_writes') pages, current_setting('data_checksums') checksums,
              current_setting('server_encoding') encoding`,
    )
    assert.deepEqual(settings, { fsync: 'on', commit: 'on', pages: 'on', checksums: 'on', encoding: 'UTF8' })
    assert.notEqual(statSync(join(findPlace(dataDir).cluster, 'PG_VERSION')).uid, 0)
    await running.stop()
  })

  test('a wrong password is refused, and the right one is readable by its owner alone', async () => {
    const running = await startEmbeddedPostgres({ dataDir })
    const wrong = running.connectionString.replace(/:[0-9a-f]{48}@/, ':guess@')
    assert.match(String(await query(wrong, 'SELECT 1').catch(String)), /password authentication failed/)
    assert.equal(statSync(join(dataDir, 'password')).mode & 0o777, 0o600)
    await running.stop()
  })

  test('a command on the same machine finds the one that runs, and none when none does', async () => {
    assert.isUndefined(connectionOfRunning(dataDir))
    const running = await startEmbeddedPostgres({ dataDir })
    assert.equal(connectionOfRunning(dataDir), running.connectionString)
    await running.stop()
    assert.isUndefined(connectionOfRunning(dataDir))
  })

  test('a PostgreSQL whose hub was killed is stopped on request', async () => {
    await hubThatWritesAndIsKilled(99)
    assert.isNotEmpty(processesIn(findPlace(dataDir).cluster))
    await stopOrphan(dataDir)
    assert.isEmpty(processesIn(findPlace(dataDir).cluster))
  })

  test('a second hub on the same directory is told what to do, whatever number of a process lies there', async () => {
    const running = await startEmbeddedPostgres({ dataDir })
    // Of another container, or of a process that has had this number since: a number proves nothing.
    writeFileSync(join(dataDir, 'owner'), '1 1')
    const refused = await startEmbeddedPostgres({ dataDir }).catch(String)
    assert.match(String(refused), /A hub already runs on the data in .+ · Sudah ada server pusat/)
    await stopOrphan(dataDir)
    assert.deepEqual(await query(running.connectionString, 'SELECT 1 AS one'), [{ one: 1 }])
    await running.stop()
  })

  test('what was committed before SIGKILL is there afterwards, and nothing old keeps running', async () => {
    for (let id = 10; id < 13; id += 1) {
      await hubThatWritesAndIsKilled(id)
      const running = await startEmbeddedPostgres({ dataDir })
      assert.deepEqual(await query(running.connectionString, `SELECT id FROM dose WHERE id = ${id}`), [
        { id },
      ])
      await running.stop()
    }
    assert.deepEqual(processesIn(findPlace(dataDir).cluster), [])
  })

  test.runIf(process.getuid?.() === 0)('works for root under a home that only root may enter', async () => {
    const home = join(directory, 'private-home')
    mkdirSync(home, { mode: 0o700 })
    const running = await startEmbeddedPostgres({ dataDir: join(home, 'data') })
    assert.deepEqual(await query(running.connectionString, 'SELECT 1 AS one'), [{ one: 1 }])
    await running.stop()
    const location = readFileSync(join(home, 'data', 'location'), 'utf8').trim()
    assert.match(location, /^\/var\/lib\/sentra\/postgres-/)
    rmSync(location, { recursive: true })
  })
})

async function query(connectionString: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString })
  try {
    await client.connect()
    return (await client.query(text)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

/** A process of its own, because what is tested is what it leaves behind. */
async function hubThatWritesAndIsKilled(id: number): Promise<void> {
  const source = `
    import pg from 'pg'
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./index.ts', import.meta.url).pathname)}
    const { connectionString } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} })
    const client = new pg.Client({ connectionString })
    await client.connect()
    await client.query('INSERT INTO dose VALUES (${id})')
    process.kill(process.pid, 'SIGKILL')`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [, signal] = await once(child, 'exit')
  assert.equal(signal, 'SIGKILL')
}

function processesIn(cluster: string): string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === cluster
    } catch {
      return false
    }
  })
}

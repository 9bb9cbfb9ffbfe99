import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { freePort, startProcess } from '@sentra/testkit'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { readSecrets, writeSecrets } from '../../site/src/keys/secret-store.ts'
import { morning, openDay, openVial, vaccinate } from '../../site/src/testing/clinic-day.ts'
import { SiteUnderTest } from '../../site/src/testing/site-under-test.ts'

/** What a person meets who types something wrong, or at the wrong time: a line in each language, never a stack. */
const program = join(import.meta.dirname, 'main.ts')
let folder: string
let site: SiteUnderTest
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sentra-plain-'))
  site = await SiteUnderTest.start(morning)
  await openDay(site)
  await vaccinate(site, 1, await openVial(site))
})
afterAll(async () => {
  await site.end()
  rmSync(folder, { recursive: true, force: true })
})

async function sentra(...words: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [program, ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  return { code: code as number, said: out + error }
}

/** Both languages, short, no stack, nothing of the program's own making. */
function isPlain(said: string): void {
  assert.doesNotMatch(said, /\n\s+at |node:internal|\.ts:\d+/)
  const lines = said
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('(sentra --help'))
  assert.ok(lines.length >= 1 && lines.length <= 3, said)
}

describe('given wrongly', () => {
  const nowhere = '/nope/x'
  test.each([
    [['nonsense'], /Perintah 'nonsense' tidak dikenal\.\nunknown command/],
    [['site', 'backup'], /Wajib diisi: '--to <file>'/],
    [['site', 'rebuild', '--nope'], /Pilihan '--nope' tidak dikenal/],
    [['site', 'start', '--port', 'abc'], /'--port <port>' tidak benar: 1 … 65535/],
    [['site', 'start', '--hub', 'hub.example'], /https:/],
    [['site', 'rebuild', '--data', nowhere], /no site data \(site\.db\) in \/nope\/x/],
    [['hub', 'enrol-code', '--name', 'x', '--data', nowhere], /No hub runs with the data/],
    [['hub', 'enrol-code', '--name', 'x', '--hours', '0'], /1 … 720/],
    [
      ['hub', 'import-bundle', nowhere, '--hub', 'http://127.0.0.1:1', '--reply', 'r'],
      /There is no file \/nope\/x/,
    ],
    [['audit', 'verify'], /give one of: --site-data/],
    [['audit', 'verify', '--export', nowhere], /no checkpoint in/],
    [['bundle', 'read-receipt', nowhere], /There is no file/],
    [['trust', 'request', '--out', nowhere], /There is no folder \/nope/],
    [['trust', 'ceremony', '--request', nowhere, '--root', nowhere, '--out', nowhere], /There is no file/],
    [['trust', 'rotate', 'nonsense'], /'nonsense' untuk 'key' tidak benar/],
    [['verify', 'x', '--at', 'yesterday'], /is no moment/],
  ])('sentra %s', async (words, expected) => {
    const { code, said } = await sentra(...words)
    assert.equal(code, 2, said)
    assert.match(said, expected)
    isPlain(said)
  })

  test('a place that is not there is no place for a backup, an export or a bundle: nothing is made on the way', async () => {
    const data = ['--data', site.dataDir]
    for (const words of [
      ['site', 'backup', '--to', '/nope/x', ...data],
      ['audit', 'export', '--to', '/nope/x', '--site-data', site.dataDir],
      ['bundle', 'write', '--to', '/nope/x', ...data],
    ]) {
      const { code, said } = await sentra(...words)
      assert.equal(code, 2, said)
      assert.match(said, /Folder \/nope tidak ada.*\nThere is no folder \/nope/)
      isPlain(said)
    }
    assert.equal(existsSync('/nope'), false)
    const { code, said } = await sentra(
      'audit',
      'export',
      '--to',
      'out',
      '--site-data',
      site.dataDir,
      '--proof-of',
      '9999',
    )
    assert.equal(code, 2)
    assert.match(said, /this log has the events 1 to/)
    isPlain(said)
  })

  test('every command explains itself, with an example', async () => {
    const listed = async (...path: string[]): Promise<string[][]> => {
      const { code, said } = await sentra(...path, '--help')
      assert.equal(code, 0, said)
      const [, list = ''] = said.split('\nCommands:\n')
      const names = Array.from(list.matchAll(/^ {2}([a-z][a-z-]+)/gm), ([, name]) => name!)
      const commands = names.filter((name) => name !== 'help' && name !== 'sentra')
      if (commands.length === 0) assert.match(said, /Contoh · Example/, path.join(' '))
      return commands.map((name) => [...path, name])
    }
    let left = await listed()
    assert.ok(left.length >= 6)
    for (let depth = 0; depth < 3; depth += 1)
      left = (await Promise.all(left.map((path) => listed(...path)))).flat()
    assert.deepEqual(left, [])
  })
})

describe('at the wrong time', () => {
  test('a second start, and what works on the file alone, is refused while a site runs; it goes on', async () => {
    const ports = { SENTRA_SITE_PORT: String(await freePort()), SENTRA_SITE_TLS_PORT: '0' }
    const data = join(folder, 'data')
    const running = await startProcess({
      script: program,
      arguments: ['site', 'start', '--data', data],
      env: ports,
      ready: /"ready":true/,
    })
    const again = await startProcess({
      script: program,
      arguments: ['site', 'start', '--data', data],
      env: { ...ports, SENTRA_SITE_PORT: String(await freePort()) },
      ready: null,
    })
    assert.equal((await again.exited).code, 1)
    assert.match(again.output(), /^Sudah ada sentra yang berjalan[^\n]*\nA site already runs on the data/m)
    for (const words of [
      ['site', 'rebuild'],
      ['site', 'rekey'],
      ['site', 'restore', '--from', program],
    ]) {
      const { code, said } = await sentra(...words, '--data', data)
      assert.equal(code, 1, said)
      assert.match(said, /A site already runs on the data/)
      isPlain(said)
    }
    // Killed outright, it leaves nothing behind that would keep the next one from starting.
    await running.kill('SIGKILL')
    const next = await startProcess({
      script: program,
      arguments: ['site', 'start', '--data', data],
      env: ports,
      ready: /"ready":true/,
    })
    await next.stop()
  })

  test('a file with damage is not rebuilt but kept as it is; a sound one is, and a rekey cut off before is ended', async () => {
    await site.running.stop()
    const file = join(site.dataDir, 'site.db')
    const keys = join(site.dataDir, 'keys')
    const secrets = readSecrets(keys, null)!
    writeSecrets(keys, { ...secrets, nextDatabaseKey: 'cd'.repeat(32) }, null)
    const sound = await sentra('site', 'rebuild', '--data', site.dataDir)
    assert.equal(sound.code, 0, sound.said)
    assert.deepEqual(
      readdirSync(keys).filter((name) => name.includes('next')),
      [],
    )

    const whole = readFileSync(file)
    const damaged = Buffer.from(whole)
    damaged[damaged.length - 3000]! ^= 1
    writeFileSync(file, damaged)
    const { code, said } = await sentra('site', 'rebuild', '--data', site.dataDir)
    assert.equal(code, 1, said)
    assert.match(said, /sentra site restore --from/)
    isPlain(said)
    assert.ok(readFileSync(file).equals(damaged), 'nothing in it was touched')
    writeFileSync(file, whole)
    await site.up()
  })
})

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { holdFolder } from './hold-folder.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sentra-hold-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Another process that takes the folder and then does nothing for a minute. */
async function anotherProcess(dataDir: string) {
  const program = `
    import { holdFolder } from ${JSON.stringify(join(import.meta.dirname, 'hold-folder.ts'))}
    try { holdFolder(process.argv[1]); globalThis.gc(); console.log('held') } catch (error) { console.log(error.name); process.exit(1) }
    setTimeout(() => {}, 60_000)`
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', program, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  return { said: said.toString().trim(), child, ended: once(child, 'exit') }
}

test('one process has a site’s folder, and a second is told what to do', async () => {
  const first = await anotherProcess(folder)
  assert.equal(first.said, 'held')
  try {
    assert.throws(() => holdFolder(folder), {
      name: 'SiteRunsError',
      message: /already runs on the data in .*hold-.* · Sudah ada sentra/,
    })
  } finally {
    first.child.kill('SIGKILL')
    await first.ended
  }
  // Nothing is left over of a process that was killed outright: no waiting, no file to remove by hand.
  const release = holdFolder(folder)
  const second = await anotherProcess(folder)
  assert.equal(second.said, 'SiteRunsError')
  release()
  const third = await anotherProcess(folder)
  assert.equal(third.said, 'held')
  third.child.kill('SIGKILL')
  await third.ended
})

test('two sites in one process are two as well, and another folder is free', () => {
  const release = holdFolder(folder)
  assert.throws(() => holdFolder(folder), { name: 'SiteRunsError' })
  const other = holdFolder(join(folder, 'other'))
  other()
  release()
  holdFolder(folder)()
})

test('a folder that cannot be made is said in words', () => {
  assert.throws(() => holdFolder('/dev/null/site'), { name: 'DatabaseRefusedError' })
})

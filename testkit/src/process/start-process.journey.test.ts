import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assert, test } from 'vitest'
import { withTempDir } from '../files/temp-dir.ts'
import { startProcess } from './start-process.ts'

const polite = `
  process.on('SIGTERM', () => { console.log('goodbye'); process.exit(0) })
  console.log(JSON.stringify({ ready: true, given: process.env.GIVEN, leaked: process.env.SENTRA_DATA }))
  setInterval(() => {}, 1000)`

test('starts, is ready, stops; nothing of the surrounding settings leaks in', async () => {
  await withTempDir(async (directory) => {
    process.env.SENTRA_DATA = 'somebody’s data'
    const script = join(directory, 'polite.mjs')
    writeFileSync(script, polite)
    const child = await startProcess({ script, env: { GIVEN: 'yes' } })
    delete process.env.SENTRA_DATA
    assert.deepEqual(JSON.parse(child.lines[0]!), { ready: true, given: 'yes' })
    assert.deepEqual(await child.stop(), { code: 0, signal: null })
    assert.match(child.output(), /goodbye/)
  })
})

test('a process that dies before it is ready is an error that shows what it said', async () => {
  await withTempDir(async (directory) => {
    const script = join(directory, 'broken.mjs')
    writeFileSync(script, `console.error('the port is taken'); process.exit(3)`)
    const failed = await startProcess({ script }).catch(String)
    assert.match(String(failed), /ended with code 3[\s\S]*the port is taken/)
  })
})

test('kill is SIGKILL, and the end is told', async () => {
  await withTempDir(async (directory) => {
    const script = join(directory, 'polite.mjs')
    writeFileSync(script, polite)
    const child = await startProcess({ script })
    assert.deepEqual(await child.kill(), { code: null, signal: 'SIGKILL' })
    assert.isFalse(child.isRunning())
  })
})

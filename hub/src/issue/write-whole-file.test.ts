import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { writePublicFile } from './write-whole-file.ts'

/** Writes the file named by the first word 150 times, each time with as many numbers as the second word says. */
const writer = `
  const { writePublicFile } = await import(${JSON.stringify(join(import.meta.dirname, 'write-whole-file.ts'))})
  const [file, length] = process.argv.slice(-2)
  for (let turn = 0; turn < 150; turn += 1) writePublicFile(file, JSON.stringify(Array(Number(length)).fill(turn)))
`

test('two processes that publish the same file never leave half of one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sentra-whole-'))
  const file = join(folder, 'bundle.json')
  writePublicFile(file, '[]')
  const start = (length: number) =>
    promisify(execFile)(process.execPath, ['--input-type=module', '--eval', writer, file, String(length)])

  let running = true
  const writers = Promise.all([start(5), start(20_000)]).finally(() => {
    running = false
  })
  while (running) {
    expect(() => JSON.parse(readFileSync(file, 'utf8'))).not.toThrow()
    await new Promise((resolve) => setImmediate(resolve))
  }
  await writers

  expect(readdirSync(folder)).toEqual(['bundle.json'])
  rmSync(folder, { recursive: true })
})

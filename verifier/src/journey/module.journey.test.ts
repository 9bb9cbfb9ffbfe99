import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeTempDir } from '@sentra/testkit'
import { assert, beforeAll, test } from 'vitest'
import { exampleTrust, withOneChangedByte } from './example-cards.ts'
import { startStaticServer } from './static-server.ts'

/**
 * The npm package as a stranger has it: packed, installed from the tarball in a folder outside of the
 * repository, and used by the program that stands in docs/verifier.md, types checked.
 */
const repository = join(import.meta.dirname, '../../..')
const outside = makeTempDir('gate')
const program = join(outside, 'gate.ts')

beforeAll(() => {
  const made = join(outside, 'made')
  execFileSync(process.execPath, [join(repository, 'verifier/scripts/pack-module.ts'), made])
  npm(['pack', '--pack-destination', outside], made)
  const tarball = readdirSync(outside).find((name) => name.endsWith('.tgz'))!
  writeFileSync(join(outside, 'package.json'), '{ "type": "module", "private": true }\n')
  npm(
    ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', join(outside, tarball)],
    outside,
  )
  const [, example] = /```ts gate\.ts\n([\s\S]+?)```/.exec(
    readFileSync(join(repository, 'docs/verifier.md'), 'utf8'),
  )!
  writeFileSync(program, example!)
}, 120_000)

test('the program of the documentation fits the types of the package', () => {
  const nodeTypes = join(outside, 'node_modules/@types')
  mkdirSync(nodeTypes, { recursive: true })
  writeFileSync(join(outside, 'tsconfig.json'), JSON.stringify(strictly))
  const tsc = join(repository, 'node_modules/typescript/bin/tsc')
  const { status, said } = run(process.execPath, [tsc, '-p', outside])
  assert.equal(status, 0, said)

  // Its twin: a name that is not there does not compile.
  writeFileSync(join(outside, 'wrong.ts'), readFileSync(program, 'utf8').replaceAll('.holder', '.holderr'))
  const wrong = run(process.execPath, [tsc, '-p', outside])
  assert.match(wrong.said, /'holderr' does not exist/)
})

test('it runs outside of the repository, opens for valid cards only, and asks about nobody', async () => {
  const example = exampleTrust(new Date())
  const server = await startStaticServer(example.files)
  const { local, national, exchanged, withdrawn } = example.cards
  const texts = [local, national, exchanged, withdrawn, withOneChangedByte(local), 'https://example.id']
  const gate = spawn(process.execPath, [program, server.address], {
    cwd: outside,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let said = ''
  gate.stdout.setEncoding('utf8').on('data', (part: string) => {
    said += part
  })
  gate.stdin.end(`${texts.join('\n')}\n`)
  await once(gate, 'close')
  await server.stop()
  const lines = said.trim().split('\n')
  assert.deepEqual(
    lines.map((line) => line.split(' ').slice(0, 2)),
    [
      ['OPEN', 'valid-local'],
      ['OPEN', 'valid-national'],
      ['STOP', 'exchanged'],
      ['STOP', 'withdrawn'],
      ['STOP', 'not-genuine'],
      ['STOP', 'not-genuine'],
    ],
  )
  assert.deepEqual(
    server.requests.toSorted(),
    [...Object.keys(example.files), 'trust/bulletin.cwt'].map((path) => `/${path}`).sort(),
  )
})

const strictly = {
  compilerOptions: {
    strict: true,
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024', 'dom'],
    types: ['node'],
    typeRoots: [join(repository, 'node_modules/@types')],
    noEmit: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
  },
  include: ['*.ts'],
}

function npm(rest: string[], cwd: string): void {
  execFileSync('npm', rest, { cwd, stdio: ['ignore', 'ignore', 'ignore'] })
}

function run(command: string, rest: string[]): { status: number; said: string } {
  try {
    return { status: 0, said: execFileSync(command, rest, { encoding: 'utf8' }) }
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string }
    return { status, said: stdout }
  }
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { assert, test } from 'vitest'
import { exampleTrust, withOneChangedByte } from './example-cards.ts'
import { startStaticServer } from './static-server.ts'

const script = join(import.meta.dirname, '../../examples/gate.ts')

test('the example of a gate opens for valid cards only, and asks the hub about nobody', async () => {
  const example = exampleTrust(new Date())
  const server = await startStaticServer(example.files)
  const { local, national, exchanged, withdrawn } = example.cards
  const answers = await runGate(server.address, [
    local,
    national,
    exchanged,
    withdrawn,
    withOneChangedByte(local),
    example.ticket,
    'https://example.id',
  ])
  await server.stop()
  assert.deepEqual(
    answers.map(({ open, verdict }) => [open, verdict]),
    [
      [true, 'valid-local'],
      [true, 'valid-national'],
      [false, 'exchanged'],
      [false, 'withdrawn'],
      [false, 'not-genuine'],
      [false, 'not-genuine'],
      [false, 'not-genuine'],
    ],
  )
  assert.isUndefined(answers[4]?.holder, 'no name from a card that is not genuine')
  assert.deepEqual(
    server.requests.toSorted(),
    // The bulletin is asked for too; most hubs never had one.
    [...Object.keys(example.files), 'trust/bulletin.cwt'].map((path) => `/${path}`).sort(),
  )
})

test('with no hub it stays shut and says why', async () => {
  const [answer] = await runGate('http://127.0.0.1:1', ['HC1:ABC'])
  assert.isFalse(answer?.open)
  assert.match(String(answer?.why), /reach the hub once/)
})

interface Answer {
  readonly open: boolean
  readonly verdict?: string
  readonly why?: string
  readonly holder?: unknown
}

async function runGate(address: string, texts: readonly string[]): Promise<Answer[]> {
  const gate = spawn(process.execPath, [script, address], { stdio: ['pipe', 'pipe', 'inherit'] })
  let said = ''
  gate.stdout.setEncoding('utf8').on('data', (part: string) => {
    said += part
  })
  gate.stdin.end(`${texts.join('\n')}\n`)
  await once(gate, 'close')
  return said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer)
}

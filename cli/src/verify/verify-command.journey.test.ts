import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import { makeTempDir, startProcess } from '@sentra/testkit'
import { afterAll, assert, describe, test } from 'vitest'
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer'
import {
  exampleListBytes,
  exampleLocalCard,
  exampleWorld,
} from '../../../card/src/conformance/example-world.ts'
import { hasVectors, readVectors } from '../../../card/src/conformance/public-vectors.ts'
import { signTrustBundle } from '../../../card/src/issue/index.ts'
import { cardPaper } from '../../../card/src/paper/index.ts'

const world = exampleWorld()
const { text: card } = exampleLocalCard(world)
const directory = makeTempDir('verify')
const hub = join(directory, 'hub')
const store = join(directory, 'store')
afterAll(() => rmSync(directory, { recursive: true, force: true }))

publish([])

describe('sentra verify', () => {
  test('without trust it says how to get it, and that nothing was checked', async () => {
    const { code, said } = await verify([card])
    assert.equal(code, 2)
    assert.match(said, /--trust/)
  })

  test('takes trust from a folder once, then checks offline, and keeps the status of the day', async () => {
    const first = await verify([card, '--trust', hub])
    assert.equal(first.code, 0)
    assert.match(first.said, /✓ Kartu lokal berlaku · Valid local card/)
    assert.match(first.said, /Contoh Siti Rahmawati Kusumaningrum/)
    const offline = await verify([card, '--json'])
    assert.equal(offline.code, 0)
    const verdict = JSON.parse(offline.said) as { kind: string; statusKnown: boolean }
    assert.deepEqual([verdict.kind, verdict.statusKnown], ['valid-local', true])
  })

  test('reads a text file and the QR in a picture', async () => {
    const file = join(directory, 'card.txt')
    writeFileSync(file, `${card}\n`)
    assert.equal((await verify([file])).code, 0)
    const picture = join(directory, 'card.png')
    writeFileSync(picture, await drawQr(card))
    assert.equal((await verify([picture])).code, 0)
  })

  test('reads the QR in a PDF that Sentra printed, in both sizes', async () => {
    for (const size of ['id-1', 'a6'] as const) {
      const pdf = await cardPaper(card, { size, aefiPhone: '119' })
      assert.instanceOf(pdf, Uint8Array)
      const file = join(directory, `card-${size}.pdf`)
      writeFileSync(file, pdf as Uint8Array)
      const { code, said } = await verify([file])
      assert.equal(code, 0, said)
    }
  })

  test('what is no card at all is told apart from a false one: nothing was checked', async () => {
    const other = join(directory, 'other.pdf')
    writeFileSync(other, '%PDF-1.7\nstream\nnothing\nendstream\n')
    const letter = join(directory, 'letter.txt')
    writeFileSync(letter, 'Selamat pagi')
    const program = join(directory, 'program.bin')
    writeFileSync(program, new Uint8Array([1, 0, 2]))
    for (const [given, words] of [
      [other, /only the QR in a PDF made by Sentra/],
      [letter, /There is no vaccination card in this/],
      ['Selamat pagi', /There is no vaccination card in this/],
      [program, /no photo \(PNG, JPEG\)/],
      [directory, /is a folder/],
      [join(directory, 'nothing/here'), /There is no file/],
    ] as const) {
      const { code, said } = await verify([given])
      assert.equal(code, 2, said)
      assert.match(said, words)
      assert.notMatch(said, /not genuine|Not a genuine/i)
    }
    assert.equal((await verify(['Selamat pagi', '--json'])).code, 2)
  })

  test('a card with one changed character is refused by name', async () => {
    const changed = card.slice(0, 60) + (card[60] === 'A' ? 'B' : 'A') + card.slice(61)
    const { code, said } = await verify([changed])
    assert.equal(code, 1)
    assert.match(said, /✗ Kartu tidak asli · Not a genuine card/)
  })

  test('takes newer lists from a hub: an exchanged card is exchanged', async () => {
    publish([[2049, 3]], new Date('2021-08-05T02:00:00Z'))
    const server = createServer((request, response) => {
      const file = join(hub, new URL(request.url ?? '/', 'http://hub').pathname)
      response.statusCode = existsSync(file) ? 200 : 404
      response.end(existsSync(file) ? readFileSync(file) : '')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { code, said } = await verify([card, '--trust', address])
    server.close()
    assert.equal(code, 1)
    assert.match(said, /exchanged/)
    const unreachable = await verify([card, '--trust', address])
    assert.match(unreachable.said, /not-reached[\s\S]*exchanged/)
  })

  test('a hub with another root key is refused, not believed', async () => {
    const stranger = join(directory, 'stranger')
    publish([], undefined, exampleWorld(), stranger)
    const { code, said } = await verify([card, '--trust', stranger])
    assert.equal(code, 2)
    assert.match(said, /another root key/)
  })

  test('a file that is not there, and a picture without a QR, are told apart from a bad card', async () => {
    assert.match((await verify(['nothing.png'])).said, /There is no file nothing\.png/)
    const blank = join(directory, 'blank.jpg')
    writeFileSync(blank, new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0]))
    const { code, said } = await verify([blank])
    assert.equal(code, 2)
    assert.match(said, /No QR could be read/)
  })
})

describe('sentra verify for gate systems', () => {
  test('says the result of each step, and of each line of many', async () => {
    const one = await verify([card, '--json', '--steps', '--trust', hub])
    const seen = JSON.parse(one.said) as { verdict: string; steps: Record<string, boolean | null> }
    assert.equal(seen.verdict, 'exchanged')
    assert.deepEqual(seen.steps, { ...allPassed, status: false })

    const wrong = `${card.slice(0, 60)}${card[60] === 'A' ? 'B' : 'A'}${card.slice(61)}`
    const texts = [card, wrong, 'https://example.org', '']
    const cases = [...texts.map((text) => JSON.stringify({ text })), 'nonsense', '{"text":5}']
    const answers = await verifyLines(cases)
    const inflates = answers.map(({ steps }) => [steps.prefix, steps.inflate])
    assert.deepEqual(inflates, [
      [true, true],
      [true, false],
      [false, null],
      [false, null],
      [null, null],
      [null, null],
    ])
    assert.deepEqual(answers.map(({ error }) => error ?? null).slice(4), ['not-a-case', 'not-a-case'])
  })

  test.skipIf(!hasVectors('dgc-testdata'))(
    'takes five hundred cases with their certificates in seconds',
    async () => {
      const vectors = readVectors<{
        PREFIX: string
        TESTCTX: { CERTIFICATE: string; VALIDATIONCLOCK: string }
      }>('dgc-testdata')
      const cases = vectors.map(({ content: { PREFIX, TESTCTX } }) =>
        JSON.stringify({ text: PREFIX, cert: TESTCTX.CERTIFICATE, at: TESTCTX.VALIDATIONCLOCK }),
      )
      const start = performance.now()
      const answers = await verifyLines(cases)
      console.info(`${cases.length} cases in ${((performance.now() - start) / 1000).toFixed(1)} s`)
      assert.equal(answers.length, cases.length)
      assert.isAbove(answers.filter(({ verdict }) => verdict === 'valid-national').length, 200)
      // The seconds are printed; this bound only says that it is not minutes, on however busy a machine.
      assert.isBelow(performance.now() - start, 60_000)
    },
  )
})

const allPassed = {
  prefix: true,
  base45: true,
  inflate: true,
  cose: true,
  cwt: true,
  schema: true,
  expiry: true,
  keyUsage: true,
  status: true,
}

interface LineAnswer {
  readonly verdict: string
  readonly steps: Record<string, boolean | null>
  readonly error?: string
}

async function verifyLines(cases: readonly string[]): Promise<LineAnswer[]> {
  const script = join(import.meta.dirname, '../../bin/sentra.mjs')
  const child = spawn(process.execPath, [script, 'verify', '--lines', '--store', store], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(`${cases.join('\n')}\n`)
  const said = await readAll(child.stdout)
  return said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LineAnswer)
}

async function verify(argumentList: string[]): Promise<{ code: number | null; said: string }> {
  const script = join(import.meta.dirname, '../../bin/sentra.mjs')
  const at = ['--at', '2021-08-05T03:00:00Z', '--store', store]
  const run = await startProcess({ script, arguments: ['verify', ...argumentList, ...at], ready: null })
  const { code } = await run.exited
  return { code, said: run.output() }
}

/** The public folder of a hub, as it writes it. */
function publish(statuses: [number, number][], issuedAt?: Date, of = world, folder = hub): void {
  mkdirSync(join(folder, 'trust'), { recursive: true })
  mkdirSync(join(folder, 'status'), { recursive: true })
  const rootPublicKey = Buffer.from(of.signers.root.publicKey).toString('base64')
  writeFileSync(join(folder, 'trust/root.json'), JSON.stringify({ rootPublicKey }))
  writeFileSync(join(folder, 'trust/bundle.cwt'), signTrustBundle(of.bundle, of.signers.root))
  writeFileSync(join(folder, 'status/list.cwt'), exampleListBytes(of, statuses, undefined, issuedAt))
  const lists = [{ listId: 'id-jb-2021-08', file: 'list.cwt' }]
  writeFileSync(join(folder, 'status/index.json'), JSON.stringify({ lists }))
}

async function drawQr(text: string): Promise<Uint8Array> {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm')
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } })
  const { image } = await writeBarcode(text, { format: 'QRCode', scale: 4 })
  if (!image) throw new Error('the QR was not drawn')
  return new Uint8Array(await image.arrayBuffer())
}

import { createPrivateKey, sign } from 'node:crypto'
import {
  exampleDose,
  exampleRequest,
  exampleWorld,
  firstDay,
  newKeyPems,
} from '../../../card/src/conformance/example-world.ts'
import { issueLocalCard } from '../../../card/src/issue/index.ts'
import { interleave } from '../interleave.ts'
import type { BenchResult } from '../report.ts'
import type { Terms } from './bench-cards.ts'

/** Issues cards one after the other, each with its own index and words, as a card desk does. */
export function cardDesk() {
  const pems = newKeyPems()
  const world = exampleWorld(pems)
  const immunization = exampleDose()
  let next = 0
  const issue = () => {
    const statusIndex = 2048 + (next++ % 2048)
    const card = issueLocalCard(immunization, { ...exampleRequest, statusIndex }, world.device, firstDay)
    if ('refused' in card) throw new Error(`the example card was refused: ${card.refused}`)
    return card
  }
  const key = createPrivateKey(pems.device)
  // What is signed for a card: about 350 bytes.
  const message = Buffer.alloc(350, 7)
  // The fastest that `node:crypto` signs at all: a bare key, and the signature as OpenSSL writes it.
  const signRaw = () => sign('sha256', message, key)
  const converted = { key, dsaEncoding: 'ieee-p1363' } as const
  const signConverted = () => sign('sha256', message, converted)
  return { world, issue, signRaw, signConverted }
}

/** C1: a local card, from the recorded dose to the text of its QR. */
export async function benchIssue(terms: Terms): Promise<BenchResult> {
  const desk = cardDesk()
  const comparison = await interleave(
    { name: 'local card issued', run: (times) => repeat(times, desk.issue) },
    { name: 'raw ES256 sign', run: (times) => repeat(times, desk.signRaw) },
    terms,
  )
  const converted = await interleave(
    { name: 'raw ES256 sign, r and s by Node', run: (times) => repeat(times, desk.signConverted) },
    { name: 'raw ES256 sign', run: (times) => repeat(times, desk.signRaw) },
    { ...terms, rounds: 3 },
  )
  return {
    id: 'C1',
    title: 'local card issued in process ÷ raw ES256 sign',
    gate: 0.35,
    aim: 0.5,
    better: 'higher',
    value: comparison.ratio.median,
    unit: '×',
    comparison,
    // Whoever asks Node for r and s itself has a slower yardstick by this much.
    details: { yardstickWithDsaEncoding: converted.ratio },
    leavesOut: 'the log entry before it, and drawing the QR and the paper',
  }
}

export function repeat(times: number, work: () => unknown): void {
  for (let index = 0; index < times; index += 1) work()
}

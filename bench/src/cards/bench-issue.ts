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
import { besideFastestCall } from './beside-fastest-call.ts'

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
  const asEs256 = { key, dsaEncoding: 'ieee-p1363' } as const
  const signRaw = () => sign('sha256', message, asEs256)
  const signFastest = () => sign('sha256', message, key)
  return { world, issue, signRaw, signFastest }
}

/** C1: a local card, from the recorded dose to the text of its QR. */
export async function benchIssue(terms: Terms): Promise<BenchResult> {
  const desk = cardDesk()
  const raw = { name: 'raw ES256 sign', run: (times: number) => repeat(times, desk.signRaw) }
  const fastest = { name: 'fastest sign', run: (times: number) => repeat(times, desk.signFastest) }
  const comparison = await interleave(
    { name: 'local card issued', run: (times) => repeat(times, desk.issue) },
    raw,
    terms,
  )
  const details = await besideFastestCall(comparison.ratio.median, raw, fastest, terms)
  return {
    id: 'C1',
    title: 'local card issued in process ÷ raw ES256 sign',
    gate: 0.35,
    aim: 0.5,
    better: 'higher',
    value: comparison.ratio.median,
    unit: '×',
    comparison,
    details: { ...details },
    leavesOut: 'the log entry before it, and drawing the QR and the paper',
  }
}

export function repeat(times: number, work: () => unknown): void {
  for (let index = 0; index < times; index += 1) work()
}

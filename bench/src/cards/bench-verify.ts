import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import {
  exampleList,
  exampleLocalCard,
  exampleNationalCard,
  exampleWorld,
  localList,
  nationalList,
  newKeyPems,
  openExample,
} from '../../../card/src/conformance/example-world.ts'
import { verifyCard } from '../../../card/src/index.ts'
import { interleave } from '../interleave.ts'
import type { BenchResult } from '../report.ts'
import type { Terms } from './bench-cards.ts'
import { repeat } from './bench-issue.ts'
import { besideFastestCall } from './beside-fastest-call.ts'

/**
 * C3: an offline verdict with the status looked up, the laptop's certificate seen before. Each card is
 * another one: 512 of them, in turn.
 */
export async function benchVerify(terms: Terms, kind: 'local' | 'national'): Promise<BenchResult> {
  const pems = newKeyPems()
  const world = exampleWorld(pems)
  const options = {
    trust: await openExample(world),
    statusLists: new Map([
      [localList, await exampleList(world)],
      [nationalList, await exampleList(world, [], nationalList)],
    ]),
    now: new Date('2021-08-05T03:00:00Z'),
  }
  const texts = Array.from({ length: 512 }, (_, index) =>
    kind === 'local'
      ? exampleLocalCard(world, { statusIndex: 2048 + index }).text
      : exampleNationalCard(world, index).text,
  )
  let next = 0
  const check = async () => {
    const verdict = await verifyCard(texts[next++ % texts.length]!, options)
    if (verdict.kind !== `valid-${kind}` || !verdict.statusKnown) throw new Error(verdict.reason)
  }
  const message = Buffer.alloc(350, 7)
  const signer = createPrivateKey(pems.device)
  const signature = sign('sha256', message, { key: signer, dsaEncoding: 'ieee-p1363' })
  const bare = createPublicKey(pems.device)
  const asEs256 = { key: bare, dsaEncoding: 'ieee-p1363' } as const
  const der = sign('sha256', message, signer)
  const raw = {
    name: 'raw ES256 verify',
    run: (times: number) => repeat(times, () => verify('sha256', message, asEs256, signature)),
  }
  const fastest = {
    name: 'fastest verify',
    run: (times: number) => repeat(times, () => verify('sha256', message, bare, der)),
  }
  const comparison = await interleave(
    {
      name: `${kind} card verified`,
      run: async (times) => {
        for (let index = 0; index < times; index += 1) await check()
      },
    },
    raw,
    terms,
  )
  const details = await besideFastestCall(comparison.ratio.median, raw, fastest, terms)
  return {
    id: kind === 'local' ? 'C3' : 'C3-nat',
    title: `offline verdict with status on a ${kind} card ÷ raw ES256 verify`,
    gate: 0.65,
    aim: 0.8,
    better: 'higher',
    value: comparison.ratio.median,
    unit: '×',
    comparison,
    details: { ...details },
    leavesOut: 'reading the QR; the first card of a laptop, whose certificate costs one more signature',
  }
}

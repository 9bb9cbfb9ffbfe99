import { randomBytes } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import {
  compressStatuses,
  emptyStatusArray,
  expandStatuses,
  type StatusBits,
  statusAt,
  withStatuses,
} from '../../../card/src/status/status-bits.ts'
import { spread } from '../interleave.ts'
import type { BenchResult } from '../report.ts'

const cards = 100_000_000
const changed = cards / 1000

/** C4: one list for a hundred million national cards (1 bit), one in a thousand withdrawn, at random places. */
export function benchStatusList(): BenchResult[] {
  const { list, bytes } = exampleList(1, changed)
  const times = Array.from({ length: 7 }, () => decodeTime(bytes, list))
  const yardstick = Array.from({ length: 7 }, () => timed(() => inflateSync(bytes)))
  const decode = spread(times).median
  const local = exampleList(2, changed).bytes.length
  const details = {
    cards,
    changed,
    bits: 1,
    rawBytes: list.bytes.length,
    bytes: bytes.length,
    bytesWithTwoBits: local,
    decodeMilliseconds: spread(times),
    zlibAloneMilliseconds: spread(yardstick),
  }
  const leavesOut = 'the signature around the list and its CWT, about 200 bytes'
  return [
    {
      id: 'C4-size',
      title: 'status list of 100 M cards, 0.1 % set at random',
      gate: 300,
      aim: 220,
      better: 'lower',
      value: bytes.length / 1000,
      unit: 'KB',
      details,
      leavesOut,
    },
    {
      id: 'C4-time',
      title: 'the same list, decoded to look-ups',
      gate: 100,
      aim: 30,
      better: 'lower',
      value: decode,
      unit: 'ms',
      details,
      leavesOut,
    },
  ]
}

function exampleList(bits: StatusBits, count: number) {
  const places = new Set<number>()
  while (places.size < count) {
    const draw = randomBytes(4 * count)
    for (let index = 0; index < count && places.size < count; index += 1)
      places.add(draw.readUInt32LE(4 * index) % cards)
  }
  const list = withStatuses(
    emptyStatusArray(bits, cards),
    Array.from(places, (place) => [place, 1] as const),
  )
  return { list, bytes: compressStatuses(list) }
}

function decodeTime(bytes: Uint8Array, list: { readonly bytes: Uint8Array }): number {
  return timed(() => {
    const opened = expandStatuses(1, bytes)
    if ('refused' in opened || opened.bytes.length !== list.bytes.length)
      throw new Error('the list was refused')
    if (statusAt(opened, cards - 1) === undefined) throw new Error('the list is short')
  })
}

function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

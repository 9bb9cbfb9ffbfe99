import { assert, describe, test } from 'vitest'
import { fromBase64Url, fromHex } from '../envelope/bytes.ts'
import { isRefused } from '../envelope/refused.ts'
import { decodeCbor, isBytes, isMap } from '../envelope/strict-cbor.ts'
import {
  compressStatuses,
  emptyStatusArray,
  expandStatuses,
  type StatusBits,
  statusAt,
  withStatuses,
} from '../status/status-bits.ts'
import { hasVectors, readVectors } from './public-vectors.ts'

interface ListVector {
  readonly bits: StatusBits
  readonly entries: number
  readonly status: Record<string, number>
  readonly json: { readonly bits: number; readonly lst: string }
  readonly cbor_hex: string
}

const name = 'ietf-token-status-list'

describe.skipIf(!hasVectors(name))('Token Status List, the vectors of draft-ietf-oauth-status-list', () => {
  const lists = readVectors<{ vectors: ListVector[] }>(name).flatMap((file) => file.content.vectors ?? [])

  test('are four lists', () => assert.equal(lists.length, 4))

  for (const list of lists) {
    test(`${list.bits} bit: every status is found, in both forms, and we would write the same bits`, () => {
      const map = decodeCbor(fromHex(list.cbor_hex), 'foreign')
      assert.ok(isMap(map) && isBytes(map.get('lst')))
      const fromCbor = expandStatuses(map.get('bits'), map.get('lst') as Uint8Array)
      const fromJson = expandStatuses(list.json.bits, fromBase64Url(list.json.lst))
      assert.ok(!isRefused(fromCbor) && !isRefused(fromJson))
      const statuses = Object.entries(list.status).map(([index, status]) => [Number(index), status] as const)
      for (const [index, status] of statuses)
        assert.equal(statusAt(fromCbor, index), status, `index ${index}`)

      const ours = withStatuses(emptyStatusArray(list.bits, list.entries), statuses)
      assert.ok(Buffer.from(ours.bytes).equals(fromCbor.bytes))
      assert.ok(Buffer.from(ours.bytes).equals(fromJson.bytes))
      const back = expandStatuses(list.bits, compressStatuses(ours))
      assert.ok(!isRefused(back) && Buffer.from(back.bytes).equals(ours.bytes))
      assert.equal(statusAt(fromCbor, list.entries), undefined)
    })
  }
})

import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { generateLogKey } from '../checkpoint/ed25519-key.ts'
import { inclusionProof } from '../merkle/inclusion-proof.ts'
import { giveDoses, type TemporaryJournal, temporaryJournal } from '../testing/temporary-journal.ts'
import { decodeBundle } from './entry-bundle.ts'
import { exportLog } from './export-log.ts'
import { parseProofFile } from './proof-files.ts'
import { entryBundlePath, tileWidth, widthOf } from './tile-path.ts'

/**
 * Somebody else's verifier reads our log: the Merkle and checkpoint verification of sigstore, which checks
 * Rekor's logs and has never seen ours. It takes every event, and not one of ten thousand forgeries.
 */
const require = createRequire(import.meta.url)
const { verifyMerkleInclusion } = require('@sigstore/verify/dist/tlog/merkle.js') as {
  verifyMerkleInclusion(entry: unknown, checkpoint: unknown): void
}
const { verifyCheckpoint } = require('@sigstore/verify/dist/tlog/checkpoint.js') as {
  verifyCheckpoint(entry: unknown, logs: unknown[]): { logSize: bigint }
}

const size = 700
let temporary: TemporaryJournal
let folder: string
let checkpoint: string
let entries: Uint8Array[]
let proofs: Uint8Array[][]

beforeAll(async () => {
  temporary = temporaryJournal()
  folder = mkdtempSync(join(tmpdir(), 'sentra-export-'))
  await giveDoses(temporary.journal, 1, size)
  exportLog(temporary.journal, folder, { proofsOf: [1, 257, size] })
  checkpoint = readFileSync(join(folder, 'checkpoint'), 'utf8')
  entries = Array.from(
    { length: Math.ceil(size / tileWidth) },
    (_, index) => decodeBundle(readFileSync(join(folder, entryBundlePath(index, widthOf(index, size)))))!,
  ).flat()
  proofs = entries.map((_, index) => inclusionProof(temporary.journal.tree, index, size))
})
afterAll(() => {
  temporary.dispose()
  rmSync(folder, { recursive: true, force: true })
})

/** What sigstore knows of a log: the first bytes of its id, a name, a key. */
function trustedLog() {
  const { keyId, name, publicKey } = temporary.journal.verifier
  return { logID: Buffer.from(keyId, 'hex'), baseURL: name, publicKey }
}

function accepts(
  entry: Uint8Array,
  index: number,
  hashes: readonly Uint8Array[],
  note = checkpoint,
): boolean {
  const proved = {
    canonicalizedBody: Buffer.from(entry),
    inclusionProof: {
      logIndex: String(index),
      hashes: hashes.map((hash) => Buffer.from(hash)),
      checkpoint: { envelope: note },
    },
  }
  try {
    verifyMerkleInclusion(proved, verifyCheckpoint(proved, [trustedLog()]))
    return true
  } catch (error) {
    if (
      (error as Error).name === 'VerificationError' ||
      (error as { code?: string }).code === 'TLOG_INCLUSION_PROOF_ERROR'
    )
      return false
    throw error
  }
}

/** An audit with nothing of ours: every entry that the checkpoint counts is there, each in its place. */
function auditAccepts(log: readonly Uint8Array[], around: number): boolean {
  // Every place from the change to two behind it, and the ends: a single change shows at one of them.
  const places = new Set([0, around, around + 1, around + 2, size - 1])
  return [...places].every(
    (index) => index >= size || (index < log.length && accepts(log[index]!, index, proofs[index]!)),
  )
}

test('sigstore’s verifier accepts every event, its proof and our checkpoint', () => {
  for (const [index, entry] of entries.entries()) {
    assert.ok(accepts(entry, index, proofs[index]!), `event ${index + 1}`)
  }
  assert.equal(entries.length, size)
})

test('sigstore’s verifier accepts the proofs as they lie in the export', () => {
  for (const seq of [1, 257, size]) {
    const file = parseProofFile(readFileSync(join(folder, `proof/${seq}.tlog-proof`), 'utf8'))!
    assert.ok(accepts(entries[file.number]!, file.number, file.proof, file.checkpoint))
  }
})

test('it refuses 12,000 logs that differ from ours in one thing', () => {
  const chance = seeded(8812)
  const refused: Record<string, number> = {}
  const refuse = (kind: string, taken: boolean) => {
    assert.equal(taken, false, `a ${kind} went unnoticed`)
    refused[kind] = (refused[kind] ?? 0) + 1
  }
  const each = 12_000 / 8
  for (let round = 0; round < each; round += 1) {
    const at = Math.floor(chance() * size)
    const other = (at + 1 + Math.floor(chance() * (size - 1))) % size
    const entry = entries[at]!
    const bit = Math.floor(chance() * entry.length * 8)
    const edited = Uint8Array.from(entry)
    edited[bit >> 3]! ^= 1 << (bit & 7)
    refuse('edit', auditAccepts(entries.with(at, edited), at))
    refuse('delete', auditAccepts(entries.toSpliced(at, 1), at))
    const early = at % (size - 1)
    refuse(
      'delete with the last repeated',
      auditAccepts([...entries.toSpliced(early, 1), entries.at(-1)!], early),
    )
    refuse('insert', auditAccepts(entries.toSpliced(at, 0, edited).slice(0, size), at))
    const swapped = entries.with(at, entries[other]!).with(other, entry)
    refuse('swap', auditAccepts(swapped, at))
    refuse('truncate', auditAccepts(entries.slice(0, at), at))
    const proof = proofs[at]!.map((hash) => Uint8Array.from(hash))
    const step = Math.floor(chance() * proof.length)
    proof[step]![Math.floor(chance() * 32)]! ^= 1 << Math.floor(chance() * 8)
    refuse('proof', accepts(entry, at, proof))
    refuse('checkpoint', accepts(entry, at, proofs[at]!, withOneChange(checkpoint, chance)))
  }
  const total = Object.values(refused).reduce((sum, count) => sum + count, 0)
  process.stdout.write(`refused by sigstore's verifier: ${total} ${JSON.stringify(refused)}\n`)
  assert.equal(total, 12_000)
})

test('a checkpoint under another key is refused', () => {
  const stranger = { ...trustedLog(), publicKey: createPublicKey(generateLogKey()) }
  const proved = { inclusionProof: { checkpoint: { envelope: checkpoint } } }
  assert.equal(verifyCheckpoint(proved, [trustedLog()]).logSize, BigInt(size))
  assert.throws(() => verifyCheckpoint(proved, [stranger]), /invalid checkpoint signature/)
})

/** Another digit in the size, or another bit in the root or in the signature. */
function withOneChange(note: string, chance: () => number): string {
  const lines = note.split('\n')
  const line = [1, 2, 4][Math.floor(chance() * 3)]!
  if (line === 1) return lines.with(1, String(size + 1 + Math.floor(chance() * 1000))).join('\n')
  const head = line === 4 ? lines[4]!.slice(0, lines[4]!.lastIndexOf(' ') + 1) : ''
  const bytes = Buffer.from(lines[line]!.slice(head.length), 'base64')
  bytes[Math.floor(chance() * bytes.length)]! ^= 1 << Math.floor(chance() * 8)
  return lines.with(line, head + bytes.toString('base64')).join('\n')
}

/** The same numbers in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

import { type Hash, hashLength } from '../merkle/hash.ts'

/**
 * Proofs as files that tools of others read: an inclusion proof with its checkpoint (C2SP tlog-proof), and
 * a consistency proof as a witness takes it (the body of C2SP tlog-witness `add-checkpoint`).
 */
export function formatInclusionProof(index: number, proof: readonly Hash[], checkpoint: string): string {
  return `c2sp.org/tlog-proof@v1\nindex ${index}\n${hashLines(proof)}\n${checkpoint}`
}

/** `old` is the size the reader knows; the proof leads from there to the checkpoint. */
export function formatConsistencyProof(old: number, proof: readonly Hash[], checkpoint: string): string {
  return `old ${old}\n${hashLines(proof)}\n${checkpoint}`
}

/** Reads either form; undefined when it is neither. */
export function parseProofFile(
  text: string,
): { kind: 'inclusion' | 'consistency'; number: number; proof: Hash[]; checkpoint: string } | undefined {
  const cut = text.indexOf('\n\n')
  if (cut === -1) return undefined
  const lines = text.slice(0, cut).split('\n')
  const kind = lines[0] === 'c2sp.org/tlog-proof@v1' ? 'inclusion' : 'consistency'
  if (kind === 'inclusion') lines.shift()
  if (kind === 'inclusion' && lines[0]?.startsWith('extra ')) lines.shift()
  const number = /^(?:index|old) (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '')?.[1]
  const proof = lines.map((line) => Buffer.from(line, 'base64'))
  const strict = proof.every(
    (hash, at) => hash.length === hashLength && hash.toString('base64') === lines[at],
  )
  if (number === undefined || !strict) return undefined
  return { kind, number: Number(number), proof, checkpoint: text.slice(cut + 2) }
}

function hashLines(hashes: readonly Hash[]): string {
  return hashes.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('')
}

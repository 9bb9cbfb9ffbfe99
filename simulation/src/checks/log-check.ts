import { openCheckpoint, openReceipt, parseVkey } from '@sentra/journal'
import { type CheckResult, type Evidence, judge } from './evidence.ts'
import { merkleRoot } from './merkle-root.ts'

/**
 * P9: the log from its first event to its last is the one that the site signed and the hub countersigned.
 * The root is computed here from the downloaded bytes, by the definition in RFC 6962.
 */
export function checkLog(
  evidence: Pick<
    Evidence,
    'lines' | 'facts' | 'checkpointNote' | 'siteLogKey' | 'receiptNote' | 'witnessKey'
  >,
): CheckResult {
  const { lines, facts } = evidence
  const problems: string[] = []
  facts.forEach((fact, at) => {
    if (fact.seq !== at + 1) problems.push(`place ${at + 1} in the log has seq ${fact.seq}`)
  })
  const root = merkleRoot(lines).toString('base64')
  const siteKey = parseVkey(evidence.siteLogKey)
  const witness = parseVkey(evidence.witnessKey)

  const checkpoint = openCheckpoint(evidence.checkpointNote, siteKey)
  if ('fault' in checkpoint) problems.push(`the checkpoint does not verify: ${checkpoint.fault}`)
  else problems.push(...differs('the signed checkpoint', checkpoint, lines.length, root))

  const receipt = openReceipt(evidence.receiptNote, siteKey, witness)
  if ('fault' in receipt) problems.push(`the hub's receipt does not verify: ${receipt.fault}`)
  else problems.push(...differs('the hub’s receipt', receipt, lines.length, root))

  return judge(
    'P9',
    'the Merkle log verifies from the first event to the last; hub receipts cover it',
    problems,
    {
      events: lines.length,
      root,
      checkpointSize: 'fault' in checkpoint ? -1 : checkpoint.size,
      receiptSize: 'fault' in receipt ? -1 : receipt.size,
    },
  )
}

function differs(
  what: string,
  note: { size: number; root: Uint8Array },
  size: number,
  root: string,
): string[] {
  if (note.size !== size) return [`${what} is about ${note.size} events, the log has ${size}`]
  return Buffer.from(note.root).toString('base64') === root
    ? []
    : [`${what} names another root than the log’s bytes give`]
}

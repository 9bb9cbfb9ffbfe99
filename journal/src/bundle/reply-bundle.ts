import { hash } from 'node:crypto'
import { deflateSync, inflateSync } from 'node:zlib'
import {
  type BatchReceipt,
  type BatchRefusal,
  type FeedPage,
  isBatchReceipt,
  isBatchRefusal,
  isFeedPage,
  isJournalHead,
  type JournalHead,
} from '@sentra/contract'
import type { NoteSigner, NoteVerifier } from '../checkpoint/note-key.ts'
import { addSignature, openNote, signNote } from '../checkpoint/signed-note.ts'
import { type BundleFault, bundleBytesMax } from './site-bundle.ts'

/** What the hub says to a bundle: each batch's receipt or refusal, and a part of the feed. Goes back on the stick. */
export interface ReplyBundle {
  readonly site: string
  readonly epoch: number
  readonly madeAt: string
  readonly head: JournalHead
  /** One for each batch, in its order; after a refusal the rest was not looked at. */
  readonly answers: readonly (BatchReceipt | BatchRefusal)[]
  readonly feed: { readonly after: number; readonly page: FeedPage } | null
}

const format = 'sentra-receipt/v1'

/** Signed by the hub's witness (during a rotation by both) over its hash, as a note: `sentra-receipt/v1`, then the SHA-256 of the content. */
export function encodeReplyBundle(reply: ReplyBundle, witnesses: readonly NoteSigner[], now: Date): Buffer {
  const content = JSON.stringify(reply)
  const time = Math.max(1, Math.floor(now.getTime() / 1000))
  const [first, ...others] = witnesses
  const note = others.reduce(
    (signed, witness) => addSignature(signed, witness, time),
    signNote(noteText(content), first!, time),
  )
  return deflateSync(Buffer.from(JSON.stringify({ note, content }), 'utf8'))
}

export function decodeReplyBundle(
  bytes: Uint8Array,
  witness: NoteVerifier | readonly NoteVerifier[],
): ReplyBundle | { fault: BundleFault } {
  try {
    const text = inflateSync(bytes, { maxOutputLength: bundleBytesMax }).toString('utf8')
    const { note, content } = JSON.parse(text) as { note: string; content: string }
    if (!note.startsWith(`${format}\n`)) return { fault: 'another-format' }
    const opened = openNote(note, [witness].flat())
    if ('fault' in opened || opened.text !== noteText(content)) return { fault: 'bad-signature' }
    const reply = JSON.parse(content) as ReplyBundle
    const good =
      isJournalHead(reply.head) &&
      reply.answers.every((answer) => isBatchReceipt(answer) || isBatchRefusal(answer)) &&
      (reply.feed === null || isFeedPage(reply.feed.page))
    return good ? reply : { fault: 'damaged-bundle' }
  } catch {
    return { fault: 'damaged-bundle' }
  }
}

function noteText(content: string): string {
  return `${format}\n${hash('sha256', content, 'hex')}\n`
}

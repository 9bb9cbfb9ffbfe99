import type { NoteSigner, NoteVerifier } from '../checkpoint/note-key.ts'
import { addSignature, openNote, signNote } from '../checkpoint/signed-note.ts'

const title = 'sentra-bundle-recipient/v1'

/** To whom bundles for this hub are encrypted, under the hub's signature: a text that anybody may carry. */
export function formatRecipientNote(recipient: string, witnesses: readonly NoteSigner[], now: Date): string {
  const time = Math.max(1, Math.floor(now.getTime() / 1000))
  const [first, ...others] = witnesses
  return others.reduce(
    (note, witness) => addSignature(note, witness, time),
    signNote(`${title}\n${recipient}\n`, first!, time),
  )
}

/** The recipient, when the hub's witness has signed for it; else undefined. */
export function parseRecipientNote(
  note: string,
  witness: NoteVerifier | readonly NoteVerifier[],
): string | undefined {
  const opened = openNote(note, [witness].flat())
  if ('fault' in opened) return undefined
  return /^sentra-bundle-recipient\/v1\n(age1[a-z0-9]{20,100})\n$/.exec(opened.text)?.[1]
}

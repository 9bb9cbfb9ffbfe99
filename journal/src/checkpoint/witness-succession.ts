import { formatVkey, type NoteSigner, type NoteVerifier, parseVkey, verifierOf } from './note-key.ts'
import { openNote, signNote } from './signed-note.ts'

/** A hub's key as a site knows it: note verifier key, and until when its receipts count; null while no other follows. */
export interface KnownWitness {
  readonly key: string
  readonly until: string | null
}

export interface Succession {
  /** Note verifier key of the one that follows. */
  readonly key: string
  readonly signsFrom: string
  /** Receipts of the former one count until then. */
  readonly formerUntil: string
}

/**
 * The former witness names the one after it, in a note that anybody may carry:
 *
 *     sentra-witness/v1
 *     sentra-hub+1f0c…+BCx…              the key that follows
 *     2027-01-08T00:00:00.000Z           it signs from then on
 *     2027-02-07T00:00:00.000Z           the former one counts until then
 *
 *     — sentra-hub …                     by the former one
 */
export function signSuccession(
  former: NoteSigner,
  { key, signsFrom, formerUntil }: Succession,
  at: Date,
): string {
  const time = Math.max(1, Math.floor(at.getTime() / 1000))
  return signNote(`${title}\n${key}\n${signsFrom}\n${formerUntil}\n`, former, time)
}

/** A hub that changed its key every month for ten years. */
const successionsMax = 120

/**
 * What a site knows after it has read what its hub published: each key names one successor and no second one, so a
 * key that leaks after it was relieved can name nobody. Notes by unknown keys are passed over. The newest stands last.
 */
export function followWitnesses(
  known: readonly KnownWitness[],
  notes: readonly string[],
): readonly KnownWitness[] {
  return notes.slice(0, successionsMax).reduce(follow, known)
}

/** The keys whose receipts count at this moment, for whoever checks one: any of them suffices. */
export function witnessesInForce(known: readonly KnownWitness[], now: Date): NoteVerifier[] {
  const moment = now.toISOString()
  return known.filter(({ until }) => until === null || until > moment).map(({ key }) => parseVkey(key))
}

function follow(known: readonly KnownWitness[], note: string): readonly KnownWitness[] {
  const last = known.find(({ until }) => until === null)
  if (last === undefined) return known
  const former = parseVkey(last.key)
  const opened = openNote(note, [former])
  const succession = 'fault' in opened ? undefined : readSuccession(opened.text)
  if (succession === undefined || known.some(({ key }) => key === succession.key)) return known
  return [
    ...known.map((each) => (each === last ? { ...each, until: succession.formerUntil } : each)),
    { key: succession.key, until: null },
  ]
}

function readSuccession(text: string): Succession | undefined {
  const [first, key = '', signsFrom = '', formerUntil = '', ...rest] = text.split('\n')
  const isMoment = (moment: string) =>
    /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(moment) && !Number.isNaN(Date.parse(moment))
  if (first !== title || rest.join('') !== '' || !isMoment(signsFrom) || !isMoment(formerUntil))
    return undefined
  try {
    const verifier = parseVkey(key)
    return verifier.algorithm === 'witness' ? { key, signsFrom, formerUntil } : undefined
  } catch {
    return undefined
  }
}

const title = 'sentra-witness/v1'

/** As others write it: for a signer at hand. */
export const vkeyOf = (signer: NoteSigner) => formatVkey(verifierOf(signer))

import { publicKeyOf } from '@sentra/card/issue'
import type { DeviceCertificateFile, EnrolmentAnswer, EnrolmentBody, RefusalBody } from '@sentra/contract'
import {
  followWitnesses,
  type KnownWitness,
  type NoteVerifier,
  parseVkey,
  witnessesInForce,
} from '@sentra/journal'
import type { SiteKeys } from '../keys/site-keys.ts'
import { type Database, prepared, row } from '../store/database.ts'
import { readFact, writeFact } from '../store/site-facts.ts'
import { storeCertificate } from './card-issuing.ts'
import { deviceIdOf } from './own-device.ts'

/** What the site knows of its hub since they met. */
export interface Enrolment {
  readonly hubName: string
  readonly witnessKey: string
  /** All keys of the hub that count, once it has named a successor of the first. */
  readonly witnesses?: readonly KnownWitness[]
  readonly rootPublicKey: string
  /** The first certificate of this epoch: numbers of older ones may be on cards that this file has never heard of. */
  readonly firstCertificate?: {
    readonly statusList: string
    readonly firstIndex: number
    readonly notBefore: string
  }
  /** What the hub had of this site's former log has been taken back. */
  readonly recovered?: boolean
}

export function readEnrolment(db: Database): Enrolment | null {
  const text = readFact(db, 'enrolment')
  return text ? (JSON.parse(text) as Enrolment) : null
}

export function writeEnrolment(db: Database, enrolment: Enrolment): void {
  writeFact(db, 'enrolment', JSON.stringify(enrolment))
}

/** The keys whose receipts count now. */
export function witnessesOf({ witnesses, witnessKey }: Enrolment, now: Date): NoteVerifier[] {
  return witnessesInForce(witnesses ?? [{ key: witnessKey, until: null }], now)
}

/**
 * Every key this hub has had, for whoever looks back: a receipt stays true when its key is relieved. The log's own
 * signature stands on it too, so a relieved key that leaks makes no receipt alone.
 */
export function allWitnessesOf({ witnesses, witnessKey }: Enrolment): NoteVerifier[] {
  return witnesses?.map(({ key }) => parseVkey(key)) ?? [parseVkey(witnessKey)]
}

/**
 * Reads the successions in the hub's `trust/witness.json` as last fetched. Each is signed by the key before it, so it
 * does not matter who carried the file. Answers with the enrolment when it has changed, else null.
 */
export function followHubWitness(db: Database): Enrolment | null {
  const enrolment = readEnrolment(db)
  const file = row<{ body: Buffer }>(db, "SELECT body FROM public_files WHERE path = 'trust/witness.json'")
  if (enrolment === null || file === null) return null
  const { successions = [] } = JSON.parse(file.body.toString('utf8')) as { successions?: unknown[] }
  const known = enrolment.witnesses ?? [{ key: enrolment.witnessKey, until: null }]
  const followed = followWitnesses(
    known,
    successions.filter((note) => typeof note === 'string'),
  )
  if (followed.length === known.length) return null
  const changed = { ...enrolment, witnesses: followed }
  writeEnrolment(db, changed)
  return changed
}

export interface EnrolmentRequest {
  readonly hubUrl: string
  readonly code: string
  readonly siteId: string
  readonly siteName: string
  readonly timeZone: string
  readonly epoch: number
  readonly logVerifierKey: string
}

export class EnrolmentRefusedError extends Error {
  override name = 'EnrolmentRefusedError'
  /** The epoch under which the hub has a log of this site already, where that is the reason; else null. */
  readonly takenEpoch: number | null
  constructor(refusal: RefusalBody) {
    super(refusal.message?.en ?? refusal.error)
    const epoch = refusal.error === 'site-id-taken' ? refusal.details?.epoch : null
    this.takenEpoch = Number.isSafeInteger(epoch) ? (epoch as number) : null
  }
}

/**
 * Introduces the site to its hub, once, with the code an operator gave out. Asking again with the same keys
 * is harmless: a lost answer must not leave a site half enrolled.
 *
 * @throws EnrolmentRefusedError with the hub's reason; any other error means the hub could not be reached.
 */
export async function enrol(
  db: Database,
  keys: SiteKeys,
  request: EnrolmentRequest,
  now: () => Date,
): Promise<Enrolment> {
  const body: EnrolmentBody = {
    code: request.code,
    siteId: request.siteId,
    siteName: request.siteName,
    timeZone: request.timeZone,
    epoch: request.epoch,
    logKey: request.logVerifierKey,
    devicePublicKey: Buffer.from(publicKeyOf(keys.deviceKey)).toString('base64'),
    deviceId: deviceIdOf(db, request.siteId),
  }
  const response = await fetch(`${request.hubUrl}/v1/enrolments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(answerWithinMs),
  })
  if (response.status >= 400 && response.status < 500 && response.status !== 429) {
    throw new EnrolmentRefusedError((await response.json()) as RefusalBody)
  }
  if (!response.ok) throw new Error(`the hub answered ${response.status}`)
  const answer = (await response.json()) as EnrolmentAnswer
  const enrolment: Enrolment = {
    hubName: answer.hubName,
    witnessKey: answer.witnessKey,
    rootPublicKey: answer.rootPublicKey,
    ...firstCertificateOf(answer, request.epoch),
  }
  db.transaction(() => {
    writeFact(db, 'enrolment', JSON.stringify(enrolment))
    for (const certificate of answer.deviceCertificates) storeCertificate(db, certificate, now())
    prepared(
      db,
      'INSERT OR REPLACE INTO public_files (path, etag, body, fetched_at) VALUES (?, NULL, ?, ?)',
    ).run('trust/bundle.cwt', Buffer.from(answer.trustBundle, 'base64'), now().toISOString())
  })()
  return enrolment
}

function firstCertificateOf({ deviceCertificates: [first] }: EnrolmentAnswer, epoch: number) {
  if (epoch === 1 || first === undefined) return {}
  const { statusList, firstIndex, notBefore } = first
  return { firstCertificate: { statusList, firstIndex, notBefore } }
}

/** Whether a certificate was given to a former epoch of this site; the feed repeats it to a restored laptop. */
export function isOfFormerEpoch(db: Database, file: DeviceCertificateFile): boolean {
  const first = readEnrolment(db)?.firstCertificate
  if (first === undefined) return false
  return (
    file.notBefore < first.notBefore ||
    (file.statusList === first.statusList && file.firstIndex < first.firstIndex)
  )
}

const answerWithinMs = 15_000

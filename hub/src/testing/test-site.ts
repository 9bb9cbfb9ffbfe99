import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { publicKeyOf } from '@sentra/card/issue'
import type {
  BatchReceipt,
  DeviceCertificateFile,
  EnrolmentAnswer,
  FeedPage,
  ImmunizationRecorded,
  JournalEvent,
  JournalHead,
  Patient,
} from '@sentra/contract'
import {
  appendLeaf,
  emptyFrontier,
  encodeEventLine,
  type Frontier,
  formatVkey,
  frontierRoot,
  generateLogKey,
  leafHash,
  logOrigin,
  signCheckpoint,
  signSiteRequest,
  siteSigner,
  siteVerifier,
} from '@sentra/journal'
import { v7 as uuid } from 'uuid'

export type Answer<Body = Record<string, unknown>> = { status: number; body: Body; headers: Headers }

/**
 * A site as the hub sees one: a log in memory, a key, and the calls of the contract. It is not the
 * site's code, so that a mistake made on both sides alike is not hidden.
 */
export class TestSite {
  readonly siteId: string
  readonly epoch: number
  /** Changes when the hub comes back on another port. */
  url: string
  readonly logKey: KeyObject
  readonly deviceKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  readonly lines: Buffer[] = []
  frontiers: Frontier[] = [emptyFrontier]
  now: () => Date
  enrolled: EnrolmentAnswer | undefined

  constructor(options: { siteId: string; url: string; epoch?: number; logKey?: KeyObject; now: () => Date }) {
    this.siteId = options.siteId
    this.url = options.url
    this.epoch = options.epoch ?? 1
    this.logKey = options.logKey ?? generateLogKey()
    this.now = options.now
  }

  get certificate(): DeviceCertificateFile {
    return this.enrolled!.deviceCertificates[0]!
  }

  get verifier() {
    return siteVerifier(this.siteId, this.epoch, this.logKey)
  }

  async enrol(code: string): Promise<Answer<EnrolmentAnswer>> {
    const answer = await readAnswer<EnrolmentAnswer>(
      await fetch(`${this.url}/v1/enrolments`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          code,
          siteId: this.siteId,
          siteName: `Sentra ${this.siteId}`,
          timeZone: 'Asia/Jakarta',
          epoch: this.epoch,
          logKey: formatVkey(this.verifier),
          devicePublicKey: Buffer.from(publicKeyOf(createPublicKey(this.deviceKey))).toString('base64'),
          deviceId: 'laptop-1',
        }),
      }),
    )
    if (answer.status === 200) this.enrolled = answer.body
    return answer
  }

  /** Writes a fact into the log, and gives back the event. */
  append(type: string, data: unknown, more: Partial<JournalEvent> = {}): JournalEvent {
    const at = this.now().toISOString()
    const { line, event } = encodeEventLine({
      site: this.siteId,
      epoch: this.epoch,
      seq: this.lines.length + 1,
      eventId: uuid(),
      type,
      occurredAt: at,
      recordedAt: at,
      actor: 'V-01',
      device: 'tablet-1',
      data,
      ...more,
    })
    this.appendBytes(Buffer.from(line, 'utf8'))
    return event
  }

  /** Any bytes at all: they take a leaf like every other line. */
  appendBytes(line: Buffer): void {
    this.lines.push(line)
    this.frontiers.push(appendLeaf(this.frontiers.at(-1)!, leafHash(line)))
  }

  dose(
    patient: Patient,
    more: Partial<ImmunizationRecorded> = {},
  ): JournalEvent & { data: ImmunizationRecorded } {
    const data: ImmunizationRecorded = {
      immunizationId: uuid(),
      visitId: uuid(),
      ticketId: uuid(),
      patient,
      doseNumber: 1,
      productId: 'covid19-biofarma',
      lotNumber: 'EX7731',
      expirationDate: '2031-12-31',
      vialId: uuid(),
      vialDose: 1,
      extraDose: false,
      doseMl: 0.5,
      bodySite: 'LEFT_ARM',
      occurrenceDate: this.now().toISOString().slice(0, 10),
      observationMinutes: 15,
      ...more,
    }
    return { ...this.append('immunization.recorded', data), data }
  }

  checkpoint(size = this.lines.length): string {
    const origin = logOrigin(this.siteId, this.epoch)
    const root = frontierRoot(this.frontiers[size]!)
    return signCheckpoint({ origin, size, root }, siteSigner(this.siteId, this.epoch, this.logKey))
  }

  put(
    from = 1,
    until = this.lines.length,
    more: { checkpoint?: string } = {},
  ): Promise<Answer<BatchReceipt>> {
    const body = Buffer.concat(this.lines.slice(from - 1, until).flatMap((line) => [line, Buffer.from('\n')]))
    return this.call('PUT', `/events?epoch=${this.epoch}&from=${from}`, body, {
      'content-type': 'application/x-ndjson',
      'sentra-checkpoint': Buffer.from(more.checkpoint ?? this.checkpoint(until)).toString('base64'),
    })
  }

  head(): Promise<Answer<JournalHead>> {
    return this.call('GET', '/head')
  }

  feed(after = 0, limit = 500): Promise<Answer<FeedPage>> {
    return this.call('GET', `/feed?after=${after}&limit=${limit}`)
  }

  async call<Body>(
    method: string,
    rest: string,
    body = Buffer.alloc(0),
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const path = `/v1/journals/${this.siteId}${rest}`
    const authorization = signSiteRequest({
      site: this.siteId,
      method,
      path,
      body,
      logKey: this.logKey,
      created: Math.floor(this.now().getTime() / 1000),
    })
    const response = await fetch(this.url + path, {
      method,
      headers: { authorization, ...headers },
      ...(method === 'GET' ? {} : { body }),
    })
    return readAnswer<Body>(response)
  }
}

async function readAnswer<Body>(response: Response): Promise<Answer<Body>> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return {
    status: response.status,
    body: (isJson ? JSON.parse(text) : text) as Body,
    headers: response.headers,
  }
}

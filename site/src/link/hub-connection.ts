import { publicKeyOf } from '@sentra/card/issue'
import {
  CardExchangeAnswer,
  type CardExchangeRequest,
  type DeviceCertificateFile,
  type LinkView,
} from '@sentra/contract'
import { HttpHubLink, HubLinkError, type Journal, probeTarget, Replicator, retryDelay } from '@sentra/journal'
import type { Logger } from 'pino'
import { Compile } from 'typebox/compile'
import type { SiteIdentity } from '../assemble-site.ts'
import type { LiveUpdates } from '../http/live.ts'
import type { SiteKeys } from '../keys/site-keys.ts'
import { openOutage, openOutageViews } from '../reads/outages.ts'
import type { SiteSettings } from '../settings/site-settings.ts'
import type { Database } from '../store/database.ts'
import { dropFact, readFact, writeFact } from '../store/site-facts.ts'
import { applyFeed } from './apply-feed.ts'
import { type CardIssuing, storeCertificate } from './card-issuing.ts'
import {
  type Enrolment,
  EnrolmentRefusedError,
  enrol,
  followHubWitness,
  readEnrolment,
  witnessesOf,
  writeEnrolment,
} from './enrolment.ts'
import { OutageRecorder } from './outage-recorder.ts'
import { deviceIdOf } from './own-device.ts'
import { mirrorPublicFiles, ownListsMissing } from './public-files-mirror.ts'
import { quarantineView } from './quarantine.ts'
import { recoverFromHub } from './recover-from-hub.ts'
import { sendingView } from './sending-view.ts'
import { siteTally } from './site-tally.ts'
import { TargetWatch } from './target-watch.ts'

export interface HubConnectionOptions {
  readonly settings: SiteSettings
  readonly identity: SiteIdentity
  readonly epoch: number
  readonly db: Database
  readonly journal: Journal
  readonly keys: SiteKeys
  readonly logVerifierKey: string
  readonly cardIssuing: CardIssuing
  readonly live: LiveUpdates
  readonly log: Logger
}

/**
 * Everything between this site and its hub: enrolment once, then replication, the feed, outages as facts, and the
 * public files for verifiers on the LAN. No desk waits for any of it: it runs beside them and may fail for weeks.
 */
export class HubConnection {
  private readonly options: HubConnectionOptions
  private readonly outages: OutageRecorder
  private readonly targets: readonly TargetWatch[]
  private readonly ending = new AbortController()
  private enrolment: Enrolment | null
  private replicator: Replicator | null = null
  private link: HttpHubLink | null = null
  private chores: NodeJS.Timeout | null = null
  private knock: NodeJS.Timeout | null = null
  private doingChores = false
  private enrolmentProblem: string | null = null
  private beginLaterEpoch: (() => void) | undefined

  constructor(options: HubConnectionOptions) {
    this.options = options
    this.enrolment = readEnrolment(options.db)
    this.outages = new OutageRecorder(options.journal, options.db)
    const { clock, probeMs, targets = [] } = options.settings
    this.targets = targets.map(
      (target) => new TargetWatch(target, options, { clock, probeMs, log: options.log }),
    )
  }

  /**
   * `beginLaterEpoch` is called at most once: the hub has a log of this site under this epoch or a later one, and this
   * one, restored and never enrolled, has to begin above it. Which epoch that is stands in the fact `hub-epoch`.
   */
  start(beginLaterEpoch?: () => void): void {
    this.beginLaterEpoch = beginLaterEpoch
    for (const target of this.targets) target.start()
    if (!this.options.settings.hubUrl) return
    void this.run()
  }

  async stop(): Promise<void> {
    this.ending.abort()
    if (this.chores) clearInterval(this.chores)
    if (this.knock) clearTimeout(this.knock)
    await Promise.all(this.targets.map((target) => target.stop()))
    await this.replicator?.stop()
  }

  /** Somebody pressed "try now". */
  wake(): void {
    this.replicator?.wake()
  }

  /** By how much the hub's clock is ahead of ours; null when it was not heard lately. */
  hubAheadMs(): number | null {
    return this.link?.hubAheadMs() ?? null
  }

  /** Asks the hub for an exchange of another site's card. @throws HubLinkError */
  async exchange(request: CardExchangeRequest): Promise<CardExchangeAnswer> {
    if (!this.link) throw new HubLinkError('unreachable', { reason: 'not-enrolled' })
    const answer = await this.link.request({
      method: 'POST',
      path: `/v1/journals/${this.options.identity.siteId}/exchanges`,
      body: Buffer.from(JSON.stringify(request)),
      headers: { 'content-type': 'application/json' },
    })
    if (!isExchangeAnswer.Check(answer)) throw new HubLinkError('unreachable', { reason: 'another form' })
    return answer
  }

  enrolled(): boolean {
    return this.enrolment !== null
  }

  /** The hub has another history of this site; remembered over a restart, until the hub knows this one again. */
  quarantined(): boolean {
    return readFact(this.options.db, 'quarantine') !== null
  }

  /** The hub's last receipt: its cosignature over this log. Null before the first. */
  receipt(): string | null {
    return this.options.journal.replication.state().receipt
  }

  /** When the hub's receipt first covered that many events; null while it does not. */
  receiptedAt(size: number): string | null {
    return this.options.journal.replication.coveredAt(size)
  }

  view(): LinkView {
    const { journal, db } = this.options
    const status = this.replicator?.status()
    const receiptedSize = status?.receiptSize ?? journal.replication.state().receiptSize
    return {
      state: this.outages.state,
      since: this.outages.since,
      outageId: openOutage(db)?.outageId ?? null,
      waiting: status?.waiting ?? journal.size - receiptedSize,
      receiptedSize,
      ratePerSecond: status?.ratePerSecond ?? 0,
      // While nobody answers there is no finishing time to promise.
      doneBy: this.outages.state === 'down' ? null : (status?.doneBy ?? null),
      lastError: status?.lastError ?? this.enrolmentProblem,
      quarantine: quarantineView(readFact(db, 'quarantine'), {
        enrolled: this.enrolled(),
        epoch: journal.epoch,
      }),
      sending: sendingView({ journal, db, status, enrolled: this.enrolled() }),
      targets: this.targets.map((target) => target.view()),
      outages: openOutageViews(db),
    }
  }

  private async run(): Promise<void> {
    this.enrolment ??= await this.enrolUntilDone()
    if (!this.enrolment || this.ending.signal.aborted) return
    const { settings, identity, journal, db, keys, live, log } = this.options
    const link = new HttpHubLink({
      hubUrl: settings.hubUrl!,
      site: identity.siteId,
      logKey: keys.logKey,
      clock: settings.clock,
      signal: this.ending.signal,
    })
    this.link = link
    if (!(await this.recover(link, this.enrolment))) return
    const witnesses = () => witnessesOf(this.enrolment!, settings.clock.now())
    this.replicator = new Replicator({
      journal,
      link,
      get witness() {
        return witnesses()
      },
      clock: settings.clock,
      chance: Math.random,
      tally: () => siteTally(journal, db, identity.timeZone, settings.clock.now()),
      applyFeed: (entry, { database }) => applyFeed(entry, database, settings.clock.now()),
      onObservation: (observation) => {
        this.outages
          .observe(observation)
          .catch((error: Error) => log.error({ error: error.message }, 'outage not recorded'))
      },
      onStanding: (quarantine) => {
        if (quarantine !== null) writeFact(db, 'quarantine', quarantine)
        else if (this.quarantined()) dropFact(db, 'quarantine')
      },
      onReceipt: () => live.publish(['status', 'cards', 'outages']),
      answerFollows: (line) => line.includes('"type":"immunization.recorded"'),
      onFault: (error) => log.error({ error: (error as Error).stack }, 'replication fault'),
      retry: { baseMs: settings.retryBaseMs, capMs: settings.retryCapMs },
      pollEveryMs: settings.probeMs,
    })
    this.replicator.start()
    this.knockLater()
    await this.doFirstChores()
    if (this.ending.signal.aborted) return
    this.chores = setInterval(
      () => void this.doChores(),
      Math.max(1_000, settings.probeMs * choresEveryPolls),
    )
  }

  /** After a restore: what the hub has and this file has not comes back before anything is sent. False at the end. */
  private async recover(link: HttpHubLink, enrolment: Enrolment): Promise<boolean> {
    const { journal, settings, db, log, live } = this.options
    if (journal.epoch === 1 || enrolment.recovered) return true
    for (let failures = 1; !this.ending.signal.aborted; failures += 1) {
      try {
        const events = await recoverFromHub(journal, link)
        writeEnrolment(db, { ...enrolment, recovered: true })
        log.info({ events, epoch: journal.epoch }, 'took back what the hub had of the former log')
        live.publish(['status', 'queue', 'visits', 'cards', 'stock'])
        return true
      } catch (error) {
        log.warn({ error: (error as Error).message }, 'the former log is not fetched yet')
        await pause(
          retryDelay(failures, Math.random(), { baseMs: settings.retryBaseMs, capMs: settings.retryCapMs }),
          this.ending.signal,
        )
      }
    }
    return false
  }

  /** Asks until the hub answers. A refusal (wrong code) is shown and not repeated: only a person can mend it. */
  private async enrolUntilDone(): Promise<Enrolment | null> {
    const { settings, identity, db, keys, epoch, logVerifierKey, cardIssuing, log } = this.options
    if (!settings.enrolmentCode) {
      this.enrolmentProblem = 'not-enrolled'
      return null
    }
    for (let failures = 1; !this.ending.signal.aborted; failures += 1) {
      try {
        const request = {
          hubUrl: settings.hubUrl!,
          code: settings.enrolmentCode,
          ...identity,
          epoch,
          logVerifierKey,
        }
        const enrolment = await enrol(db, keys, request, () => settings.clock.now())
        await cardIssuing.load()
        this.enrolmentProblem = null
        log.info({ enrolled: true, hub: enrolment.hubName }, 'enrolled')
        return enrolment
      } catch (error) {
        this.enrolmentProblem = (error as Error).message
        log.warn({ error: this.enrolmentProblem }, 'not enrolled yet')
        if (error instanceof EnrolmentRefusedError) {
          this.heedTakenEpoch(error)
          return null
        }
        await pause(
          retryDelay(failures, Math.random(), { baseMs: settings.retryBaseMs, capMs: settings.retryCapMs }),
          this.ending.signal,
        )
      }
    }
    return null
  }

  /** Only of a restored log: a new site with somebody else's id must not take over that one's place. */
  private heedTakenEpoch({ takenEpoch }: EnrolmentRefusedError): void {
    const { db, epoch, log } = this.options
    if (takenEpoch === null || takenEpoch < epoch || epoch === 1) return
    writeFact(db, 'hub-epoch', String(takenEpoch))
    log.warn({ epoch, hubEpoch: takenEpoch }, 'the hub is at a later epoch: the log begins again above it')
    this.beginLaterEpoch?.()
  }

  /**
   * After hours of outage the next try may be five minutes away, and people wait at the card desk. So while it is
   * down the site knocks now and then: a few bytes, at a time of its own choice so that not every site knocks at
   * once. When somebody answers, the real try is made at once; whether the outage is over is for that to say.
   */
  private knockLater(): void {
    const waitMs = this.options.settings.probeMs * (1 + 2 * Math.random())
    this.knock = setTimeout(async () => {
      if (this.outages.state === 'down' && (await this.hubAnswers())) this.replicator?.wake()
      if (!this.ending.signal.aborted) this.knockLater()
    }, waitMs)
  }

  /** Whether the hub itself is at its address, and not a sign-in page in between. */
  private async hubAnswers(): Promise<boolean> {
    const { hubUrl, clock } = this.options.settings
    const { outcome } = await probeTarget(new URL('/healthz', hubUrl!), {
      expect: { kind: 'sentra-hub' },
      timeoutMs: 5_000,
      now: () => clock.now(),
      signal: this.ending.signal,
    })
    return outcome === 'ok'
  }

  /** Until the lists of our own cards are here, which the hub publishes a moment after it has enrolled us. */
  private async doFirstChores(): Promise<void> {
    const { settings, db } = this.options
    for (let tries = 1; tries <= firstChoresTriesMax && !this.ending.signal.aborted; tries += 1) {
      await this.doChores()
      // Stopped meanwhile: the file is closed.
      if (this.ending.signal.aborted || ownListsMissing(db).length === 0) return
      await pause(Math.min(settings.probeMs, 1_000), this.ending.signal)
    }
  }

  /** Public files for the LAN, and a fresh certificate in time. While the hub is away both simply wait. */
  private async doChores(): Promise<void> {
    const { settings, db, cardIssuing, live, log } = this.options
    if (this.doingChores || this.outages.state === 'down') return
    this.doingChores = true
    try {
      await cardIssuing.load()
      const needed = cardIssuing.needs()
      if (needed) await this.renewCertificate(needed)
      const strange = (path: string) =>
        log.warn(
          { path },
          'the answer is not the file of the hub: a captive portal or a proxy? The copy here stays',
        )
      await mirrorPublicFiles(db, settings.hubUrl!, () => settings.clock.now(), strange)
      this.followWitness()
      live.publish(['cards', 'visits'])
    } catch (error) {
      log.debug({ error: (error as Error).name }, 'chores wait for the hub')
    } finally {
      this.doingChores = false
    }
  }

  private followWitness(): void {
    const changed = followHubWitness(this.options.db)
    if (changed === null) return
    this.enrolment = changed
    this.options.log.info({ witnesses: changed.witnesses?.length }, 'the hub has named the key after its own')
  }

  private async renewCertificate(needed: 'certificate' | 'spare'): Promise<void> {
    const { db, keys, identity, settings, cardIssuing } = this.options
    const file = (await this.link!.request({
      method: 'POST',
      path: `/v1/journals/${identity.siteId}/device-certificates`,
      body: Buffer.from(
        JSON.stringify({
          deviceId: deviceIdOf(db, identity.siteId),
          devicePublicKey: Buffer.from(publicKeyOf(keys.deviceKey)).toString('base64'),
          ...(needed === 'spare' ? { spare: true } : {}),
        }),
      ),
      headers: { 'content-type': 'application/json' },
    })) as DeviceCertificateFile
    storeCertificate(db, file, settings.clock.now())
    await cardIssuing.load()
  }
}

const isExchangeAnswer = Compile(CardExchangeAnswer)

/** Status lists change with each exchange; a minute on the LAN is soon enough. */
const choresEveryPolls = 12
/** Some twenty seconds; a hub that is away then is asked in the usual rhythm. */
const firstChoresTriesMax = 20

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

import { type createPrivateKey, generateKeyPairSync } from 'node:crypto'
import type { CommandData, CommandName, VisitView } from '@sentra/contract'
import { commandHash, type FileBytes, type JournalDatabase, openJournalDatabase } from '@sentra/journal'
import type { Site, SiteKeys, SiteSettings } from '@sentra/site/parts'
import type { Chance } from '@sentra/testkit'
import {
  type DiskImage,
  type Machine,
  PowerLossDisk,
  type VirtualTime,
  WasmDatabase,
} from '@sentra/testkit/faults'
import { pino } from 'pino'
import type { Engines } from './engines.ts'
import type { Acknowledged } from './evidence.ts'
import { logOn, withImage } from './restores.ts'
import type { Trace } from './trace.ts'

/** A deliberately broken build, which the suite must catch. */
export type BrokenBuild = 'synchronous-normal' | 'receipt-before-commit' | null

export interface LaptopWorld {
  readonly engines: Engines
  readonly time: VirtualTime
  readonly trace: Trace
  readonly chance: Chance
  readonly broken: BrokenBuild
  /** What stations were told is done. */
  readonly acknowledged: Acknowledged
  /** Something that must not happen, as it happens. */
  readonly violation: (what: string) => void
}

export interface Identity {
  readonly siteId: string
  readonly siteName: string
  readonly keys: SiteKeys
}

/** What a station hears. `silence`: nobody answered, and nobody knows whether it was done. */
export type Answer =
  | { readonly kind: 'done'; readonly type: string; readonly data: Record<string, unknown> }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'silence' }

const log = pino({ level: 'silent' })
export const siteFile = 'site.db'
/** A station waits so long for its site. */
const answerWithinMs = 8_000
const stopsWithinMs = 120_000

/**
 * One site on one laptop: the real site code over a disk that loses what was not synced. It is started, stopped in
 * good order, killed, or loses its power, at any moment or in the middle of any write.
 */
export class Laptop {
  readonly name: string
  readonly identity: Identity
  readonly #world: LaptopWorld
  #disk: PowerLossDisk
  #prefix = ''
  #machine: Machine
  #site: Site | null = null
  #starting: Promise<void> | null = null
  /** After a restore: what the hub still has to give back. */
  #comesBack: ReadonlySet<string> = new Set()
  /** What to add to the true time. */
  clockOffMs = 0
  enrolmentCode: string
  /** How often the write-ahead log is copied into the database. */
  checkpointPages = 4_000

  constructor(
    world: LaptopWorld,
    identity: Identity,
    enrolmentCode: string,
    name: string,
    image?: DiskImage,
  ) {
    this.name = name
    this.identity = identity
    this.enrolmentCode = enrolmentCode
    this.#world = world
    this.#disk = new PowerLossDisk(image)
    this.#machine = { name, alive: false }
  }

  /** The running site, or null. */
  get site(): Site | null {
    return this.#machine.alive ? this.#site : null
  }

  now(): Date {
    return new Date(this.#world.time.now() + this.clockOffMs)
  }

  /** Starts, unless it runs; a start that the power cuts short is over. */
  async start(): Promise<void> {
    if (this.#machine.alive) return this.#starting ?? undefined
    const machine = { name: this.name, alive: true }
    this.#machine = machine
    this.#site = null
    this.#starting = this.#boot(machine)
    await this.#starting
    this.#starting = null
  }

  async #boot(machine: Machine): Promise<void> {
    const { engines, time, trace, broken } = this.#world
    this.#prefix = engines.sqlite.mount(this.#disk)
    try {
      const db = openOnDisk(engines, this.#disk, this.#prefix)
      engines.site.migrate(db as never)
      db.pragma(`wal_autocheckpoint = ${this.checkpointPages}`)
      await time.within(machine, async () => {
        const site = await engines.site.assembleSite(
          this.#settings(),
          this.identity.keys,
          db as never,
          log as never,
        )
        if (!machine.alive) return
        // After the site has read its settings back: it would refuse to run on such a file.
        if (broken === 'synchronous-normal') db.pragma('synchronous = NORMAL')
        this.#site = site
        site.link.start()
      })
      trace.add(this.name, `started at ${this.#site?.journal.epoch}/${this.#site?.journal.size}`)
      this.#lookForLostEvents()
    } catch (error) {
      if (!machine.alive) return
      this.#world.violation(`${this.name} does not start: ${(error as Error).message}`)
      machine.alive = false
    }
  }

  /** What was acknowledged on this disk must be there after every start. */
  #lookForLostEvents(): void {
    const { journal } = this.#site!
    const lost = this.#world.acknowledged
      .of(this.name)
      .filter((id) => journal.eventById(id) === undefined && !this.#comesBack.has(id))
    if (lost.length > 0)
      this.#world.violation(`${this.name} came back without ${lost.length} acknowledged events`)
  }

  /** In good order, as in the evening. */
  async stop(): Promise<void> {
    const site = this.site
    if (site === null) return
    const machine = this.#machine
    const { time } = this.#world
    // Killed while it stops, it never says that it has; and nobody waits longer than this before the switch.
    await Promise.race([time.within(machine, () => site.link.stop()), time.sleep(stopsWithinMs)])
    if (!machine.alive) return
    site.journal.close()
    site.db.close()
    this.#over('stopped')
  }

  /** SIGKILL: what the process wrote, the machine still has. */
  kill(): void {
    if (!this.#machine.alive) return
    this.#replaceDisk(this.#disk.image())
    this.#over('killed')
  }

  /** The power fails now. */
  losePower(): void {
    if (!this.#machine.alive) return
    const { chance } = this.#world
    this.#replaceDisk(this.#disk.imageAfterPowerLoss(() => chance.number()))
    this.#over('lost its power')
  }

  /** The power fails in the middle of the `count`-th write or sync from now. */
  losePowerAfter(count: number, then: () => void): void {
    if (!this.#machine.alive) return
    this.#disk.failAfter(count, () => {
      this.losePower()
      then()
    })
  }

  /** Whatever was to happen to its power does not. */
  keepPower(): void {
    this.#disk.failAfter(Number.POSITIVE_INFINITY, () => {})
  }

  /** What lies on its disk. */
  image(): DiskImage {
    return this.#disk.image()
  }

  /** The epoch of the log on its disk; null before there is one. */
  epochOnDisk(): number | null {
    if (!this.#disk.exists(siteFile)) return null
    const { engines } = this.#world
    return withImage(engines, this.image(), (db) => {
      const found = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'journal_head'").get()
      return found === undefined
        ? null
        : (db.prepare('SELECT epoch FROM journal_head').pluck().get() as unknown as number)
    })
  }

  /** At the end of a run. */
  throwAway(): void {
    this.kill()
    this.#disk = new PowerLossDisk()
  }

  /** Another disk in the same laptop: after a restore. */
  putIn(image: DiskImage): void {
    this.#disk = new PowerLossDisk(image)
    const { eventIds } = logOn(this.#world.engines, image)
    const here = new Set(eventIds)
    this.#comesBack = new Set(this.#world.acknowledged.of(this.name).filter((id) => !here.has(id)))
  }

  /**
   * One command as a station sends it. The same `commandId` for all tries; whoever is not sure asks again.
   */
  async command<N extends CommandName>(
    name: N,
    data: CommandData<N>,
    who: { commandId: string; actor: string; device: string },
  ): Promise<Answer> {
    const { time, engines, acknowledged } = this.#world
    const machine = this.#machine
    const site = this.site
    if (site === null) {
      await time.sleep(1_000)
      return { kind: 'silence' }
    }
    const submitted = time.within(machine, () =>
      engines.site
        .submitCommand(site, name, {
          commandId: who.commandId,
          commandHash: commandHash({ name, data }),
          actor: who.actor,
          device: who.device,
          data,
        })
        .catch(() => null),
    )
    const late = time.sleep(answerWithinMs).then(() => null)
    const answer = await Promise.race([submitted, late])
    if (answer === null || !machine.alive) return { kind: 'silence' }
    if (answer.kind === 'refused') {
      this.#world.trace.add(this.name, `${name} refused ${answer.refusal.refused}`)
      return { kind: 'refused', reason: answer.refusal.refused }
    }
    if (answer.kind === 'conflict') return { kind: 'refused', reason: 'command-id-reused' }
    acknowledged.add(this.name, who.commandId)
    this.#world.trace.add(this.name, `${name} ${answer.kind} ${answer.event.seq} ${who.commandId}`)
    return { kind: 'done', type: answer.event.type, data: answer.event.data as Record<string, unknown> }
  }

  /** What its screens show of a visit; null while it does not run. */
  visit(visitId: string): VisitView | null {
    const { site } = this
    return site === null ? null : this.#world.engines.site.visitById(site, visitId)
  }

  /** Rows of its views; none while it does not run. */
  look<Row>(sql: string, ...values: unknown[]): Row[] {
    const { site } = this
    return site === null ? [] : this.#world.engines.site.rows<Row>(site.db, sql, ...values)
  }

  #settings(): SiteSettings {
    const { siteId, siteName } = this.identity
    return {
      dataDir: '/nowhere',
      host: '127.0.0.1',
      port: 0,
      tlsPort: null,
      hubUrl: 'http://hub.invalid',
      enrolmentCode: this.enrolmentCode,
      siteId,
      siteName,
      timeZone: 'Asia/Jakarta',
      clock: { now: () => this.now() },
      clockIsSimulated: true,
      exampleCampaign: false,
      retryBaseMs: 1_000,
      retryCapMs: 1_200_000,
      probeMs: 3_600_000,
      nationalCardWaitSeconds: 30,
      twoDevices: true,
      logLevel: 'silent',
    }
  }

  #replaceDisk(image: DiskImage): void {
    const old = this.#disk
    this.#disk = new PowerLossDisk(image)
    old.detach()
  }

  #over(how: string): void {
    const { engines, trace } = this.#world
    this.#machine.alive = false
    // On a detached disk this frees memory and writes nothing.
    const site = this.#site
    this.#site = null
    const prefix = this.#prefix
    // In the middle of a write SQLite is still on the stack.
    queueMicrotask(() => {
      try {
        site?.db.close()
      } catch {
        // The disk is gone.
      }
      engines.sqlite.unmount(prefix)
    })
    trace.add(this.name, how)
  }
}

/** A file on such a disk, with everything that a site checks when it opens one. */
export function openOnDisk(engines: Engines, disk: PowerLossDisk, prefix: string): JournalDatabase {
  return openJournalDatabase(`${prefix}${siteFile}`, {
    key: new Uint8Array(32).fill(1),
    disk: {
      open: (file) => new WasmDatabase(engines.sqlite, file) as unknown as JournalDatabase,
      withBytes: (file, use) => {
        const path = file.slice(prefix.length)
        if (!disk.exists(path)) return use(null)
        const open = disk.open(path)
        const bytes: FileBytes = { size: open.size, read: (into, at) => void open.read(into, at) }
        return use(bytes)
      },
    },
  })
}

/** Keys for a new site. */
export function newIdentity(engines: Engines, siteId: string): Identity {
  const pem = (key: ReturnType<typeof createPrivateKey>) =>
    key.export({ type: 'pkcs8', format: 'pem' }) as string
  const keys = engines.site.siteKeysOf({
    logKey: pem(generateKeyPairSync('ed25519').privateKey),
    deviceKey: pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
    databaseKey: '01'.repeat(32),
    pepper: '02'.repeat(32),
  })
  return { siteId, siteName: `Sentra ${siteId}`, keys }
}

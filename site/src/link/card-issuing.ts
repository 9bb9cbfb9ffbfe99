import { isRefused } from '@sentra/card'
import { type IssuedDeviceCertificate, loadDeviceCertificate } from '@sentra/card/issue'
import type { DeviceCertificateFile } from '@sentra/contract'
import type { Clock } from '../clock/clock.ts'
import { count, type Database, prepared, rows } from '../store/database.ts'
import type { UsedNumbers } from './used-numbers.ts'

/**
 * The certificates this laptop may sign local cards with, and the next free number in their blocks.
 * A number is used exactly once: the log says which are, and a certificate counts on the device it was given to alone.
 */
export class CardIssuing {
  private readonly db: Database
  private readonly clock: Clock
  private readonly deviceId: string
  private usedNumbers: UsedNumbers | null = null
  private certificates: IssuedDeviceCertificate[] = []

  constructor(db: Database, clock: Clock, deviceId: string) {
    this.db = db
    this.clock = clock
    this.deviceId = deviceId
  }

  /** From now on a number counts as used when it was noted here, also if the log has lost its card. */
  noteIn(usedNumbers: UsedNumbers): void {
    this.usedNumbers = usedNumbers
  }

  /** Reads what was received so far; call again after a new one came. */
  async load(): Promise<void> {
    const files = rows<{ body: string }>(this.db, 'SELECT body FROM device_certificates ORDER BY first_index')
    const loaded: IssuedDeviceCertificate[] = []
    for (const { body } of files) {
      const file = JSON.parse(body) as DeviceCertificateFile
      const certificate = await loadDeviceCertificate(Buffer.from(file.certificate, 'base64'))
      if (isRefused(certificate) || certificate.contents.deviceId !== this.deviceId) continue
      loaded.push(certificate)
    }
    this.certificates = loaded
  }

  /** Takes the number for the next card, with its certificate; what is taken never comes again. Null when no certificate in force has one left. */
  next(): { certificate: IssuedDeviceCertificate; index: number } | null {
    for (const certificate of this.inForce()) {
      const { blockStart, blockCount } = certificate.contents
      const used = this.usedOf(certificate)
      if (used >= blockCount) continue
      this.usedNumbers?.take(blockOf(certificate), used + 1)
      return { certificate, index: blockStart + used }
    }
    return null
  }

  /** Numbers left in all certificates in force, and until when the last of them may be used; null with none at all. */
  certificateView(): { indexLeft: number; useUntil: string } | null {
    const inForce = this.inForce()
    const ends = (inForce.length > 0 ? inForce : this.certificates).map(
      ({ contents }) => contents.keyUseUntil,
    )
    const useUntil = ends.toSorted().at(-1)
    if (useUntil === undefined) return null
    const indexLeft = inForce.reduce(
      (left, certificate) => left + certificate.contents.blockCount - this.usedOf(certificate),
      0,
    )
    return { indexLeft, useUntil }
  }

  /**
   * Time to ask the hub: `certificate` when half the block is used or a week is left of it, `spare` when no
   * untouched one is left behind it. The spare is never counted for the first question.
   */
  needs(): 'certificate' | 'spare' | null {
    const inForce = this.inForce()
    const spare = inForce.findLast((certificate) => this.usedOf(certificate) === 0)
    const working = inForce.filter((certificate) => certificate !== spare)
    const aWeekOn = new Date(this.clock.now().getTime() + 7 * 86_400_000).toISOString()
    const good = working.some((certificate) => {
      const { blockCount, keyUseUntil } = certificate.contents
      return this.usedOf(certificate) < blockCount / 2 && keyUseUntil >= aWeekOn
    })
    if (!good) return 'certificate'
    return spare === undefined || spare.contents.keyUseUntil < aWeekOn ? 'spare' : null
  }

  private inForce(): IssuedDeviceCertificate[] {
    const now = this.clock.now().toISOString()
    return this.certificates.filter(
      ({ contents }) => contents.validFrom <= now && now <= contents.keyUseUntil,
    )
  }

  private usedOf(certificate: IssuedDeviceCertificate): number {
    const { statusList, blockStart, blockCount } = certificate.contents
    const inLog = count(
      this.db,
      'SELECT coalesce(max(status_index) + 1 - ?, 0) FROM local_cards WHERE status_list = ? AND status_index >= ? AND status_index < ?',
      blockStart,
      statusList,
      blockStart,
      blockStart + blockCount,
    )
    return Math.max(inLog, this.usedNumbers?.of(blockOf(certificate)) ?? 0)
  }
}

const blockOf = ({ contents }: IssuedDeviceCertificate) => `${contents.statusList}/${contents.blockStart}`

/** Keeps a certificate from the hub, once. */
export function storeCertificate(db: Database, file: DeviceCertificateFile, now: Date): void {
  prepared(
    db,
    'INSERT OR IGNORE INTO device_certificates (status_list, first_index, body, received_at) VALUES (?, ?, ?, ?)',
  ).run(file.statusList, file.firstIndex, JSON.stringify(file), now.toISOString())
}

import type { JournalDatabase } from '@sentra/journal'
import { type DiskImage, PowerLossDisk } from '@sentra/testkit/faults'
import type { Engines } from './engines.ts'
import { type Identity, openOnDisk } from './laptop.ts'

/** What an image holds of the log. */
export interface LogOnDisk {
  readonly epoch: number
  readonly size: number
  /** In order: the id of event 1 first. */
  readonly eventIds: readonly string[]
}

export function logOn(engines: Engines, image: DiskImage): LogOnDisk {
  return withImage(engines, image, (db) => {
    const head = db.prepare('SELECT epoch, size FROM journal_head').get() as { epoch: number; size: number }
    const eventIds = db
      .prepare('SELECT event_id FROM journal_event ORDER BY seq')
      .pluck()
      .all() as unknown as string[]
    return { ...head, eventIds }
  })
}

/** Opens a copy of an image; nothing of what happens to it is kept. */
export function withImage<T>(engines: Engines, image: DiskImage, use: (db: JournalDatabase) => T): T {
  const disk = new PowerLossDisk(image)
  const prefix = engines.sqlite.mount(disk)
  const db = openOnDisk(engines, disk, prefix)
  try {
    return use(db)
  } finally {
    db.close()
    engines.sqlite.unmount(prefix)
  }
}

/**
 * A new log with everything that the given disks hold, as `sentra site restore` makes it: the site's own code, on
 * disks that are not files.
 */
export function joinedImage(
  engines: Engines,
  { siteId }: Identity,
  images: readonly DiskImage[],
): { image: DiskImage; epoch: number; notShown: number } {
  const sorted = [...images]
    .map((image) => ({ image, log: logOn(engines, image) }))
    .sort((one, other) => other.log.epoch - one.log.epoch || other.log.size - one.log.size)
  const opened = sorted.map(({ image, log }) => {
    const disk = new PowerLossDisk(image)
    const prefix = engines.sqlite.mount(disk)
    return { site: siteId, epoch: log.epoch, prefix, db: openOnDisk(engines, disk, prefix) }
  })
  const draft = new PowerLossDisk(sorted[0]!.image)
  const prefix = engines.sqlite.mount(draft)
  const db = openOnDisk(engines, draft, prefix)
  const epoch = 1 + Math.max(...sorted.map(({ log }) => log.epoch))
  const { notShown } = engines.site.joinBranches(db as never, siteId, epoch, opened as never)
  for (const each of [...opened, { db, prefix }]) {
    each.db.close()
    engines.sqlite.unmount(each.prefix)
  }
  return { image: draft.image(), epoch, notShown }
}

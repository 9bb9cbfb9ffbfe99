import { acceptBulletin, acceptBundle, acceptList, acceptRoot, type Rejected } from './accept-files.ts'
import { forgetDeadLists } from './forget-dead-lists.ts'
import { readRootKey } from './root-key.ts'
import type { TrustStore } from './trust-store.ts'

/** The largest list a region may have, twice over; anything bigger is another kind of file. */
const fileMaxLength = 4 * 1024 * 1024

export interface Imported {
  readonly taken: number
  readonly problems: readonly (Rejected | 'unknown-file')[]
}

/**
 * The same signed files from a stick or a chat, in any order: root, then bundle, then lists and bulletin.
 * What a file is, its bytes say; the name counts for nothing.
 */
export async function importFiles(
  store: TrustStore,
  files: readonly Uint8Array<ArrayBuffer>[],
  now: Date,
): Promise<Imported> {
  const problems: (Rejected | 'unknown-file')[] = []
  let taken = 0
  const stored = files.map((bytes) => ({ bytes, etag: null, checkedAt: now.toISOString() }))
  const roots = stored.filter(({ bytes }) => readRootKey(bytes) !== null)
  const signed = stored.filter((file) => !roots.includes(file))
  for (const root of roots) {
    const outcome = await acceptRoot(store, root)
    if (outcome === 'new' || outcome === 'same') taken += 1
    else problems.push(outcome)
  }

  const lists: typeof signed = []
  for (const file of signed) {
    const outcome = file.bytes.length > fileMaxLength ? 'unknown-file' : await acceptBundle(store, file)
    if (outcome === 'bundle-not-genuine') lists.push(file)
    else if (outcome === 'new' || outcome === 'same') taken += 1
    else problems.push(outcome)
  }
  for (const file of lists) {
    const asList = await acceptList(store, file)
    const outcome = asList === 'list-not-genuine' ? await acceptBulletin(store, file) : asList
    if (outcome === 'new' || outcome === 'same') taken += 1
    else problems.push(outcome === 'bulletin-not-genuine' ? 'unknown-file' : outcome)
  }
  await forgetDeadLists(store, now)
  return { taken, problems }
}

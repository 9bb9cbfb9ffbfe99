import { HttpHubLink, HubLinkError, type Journal, leafHash, type NoteVerifier } from '@sentra/journal'
import { readBundleIdentity } from '../../../site/src/link/bundles.ts'
import { allWitnessesOf, readEnrolment } from '../../../site/src/link/enrolment.ts'
import { type OpenedSite, withSite } from '../site/open-site-journal.ts'
import { TellPerson } from '../tell-person.ts'
import { compareBundle, compareReply, type Reference } from './compare-bundle.ts'
import { type AuditedLog, compareWithHub, type HubCopy } from './compare-with-hub.ts'
import type { Compared, Comparison, Difference } from './comparison.ts'
import { keyGiven } from './note-file.ts'
import { openBundle } from './open-bundle.ts'
import { withComparisons } from './report.ts'
import type { AuditReport } from './verify-export.ts'
import { verifySite } from './verify-site.ts'

export interface AuditOfSite {
  readonly receipt?: string | undefined
  readonly hubKey?: string | undefined
  readonly hub?: string | undefined
  readonly bundle?: string | undefined
}

/**
 * Audits a site where it lies, then holds its log against the hub's copy and against a bundle, as asked.
 *
 * @throws TellPerson when the hub does not answer, or there is nothing to ask with.
 */
export async function auditSite(folder: string, options: AuditOfSite): Promise<AuditReport> {
  const { hub, bundle } = options
  // First: a site that runs meanwhile may send what this audit has not read yet.
  const copy = hub === undefined ? null : await withSite(folder, (site) => askHub(site, hub))
  return withSite(folder, async (site) => {
    const report = verifySite(site.journal, options, witnessesKnown(site))
    if (!report.sound) return report
    if (copy === null && bundle === undefined) return report
    const compared: Compared[] = []
    const witnesses = witnessesToTrust(site, options.hubKey)
    const log = logOf(site.journal)
    if (copy !== null) {
      const result = compareWithHub(log, copy, witnesses)
      compared.push({ between: 'log-hub', what: `hub ${hub}`, result })
    }
    if (bundle !== undefined) {
      const result = await compareWithBundle(site, log, bundle, witnesses)
      compared.push({ between: 'log-bundle', what: bundle, result })
    }
    const { sound, lines, json } = withComparisons(report, compared)
    const keyFromLaptop = options.hubKey === undefined
    return {
      sound,
      lines: keyFromLaptop ? [...lines, ...keyOfLaptop] : lines,
      json: { ...json, hubKeyFromLaptop: keyFromLaptop },
    }
  })
}

/** The hub's own copy of this site's log: its head first, then every line up to there, hashed here. */
async function askHub({ journal, keys, db }: OpenedSite, hubUrl: string): Promise<HubCopy> {
  if (readEnrolment(db) === null) throw neverEnrolled()
  const link = new HttpHubLink({
    hubUrl,
    site: journal.site,
    logKey: keys.logKey,
    clock: { now: () => new Date() },
  })
  try {
    const { epoch, size, root, receipt = null } = await link.head()
    const leaves: HubCopy['leaves'][number][] = []
    while (leaves.length < size) {
      const lines = await link.formerEvents(epoch, leaves.length + 1)
      if (lines.length === 0) break
      leaves.push(...lines.map((line) => leafHash(line)))
    }
    return { epoch, size, root: Buffer.from(root, 'base64'), receipt, leaves: leaves.slice(0, size) }
  } catch (error) {
    throw error instanceof HubLinkError ? hubSaysNo(hubUrl, error) : error
  }
}

async function compareWithBundle(
  site: OpenedSite,
  log: AuditedLog,
  file: string,
  witnesses: readonly NoteVerifier[],
): Promise<Comparison | Difference> {
  const own = readBundleIdentity(site.db)
  if (own === null) {
    throw new TellPerson({
      id: 'Sentra ini belum pernah menulis bundel. Periksa bundelnya di hub: --bundle <berkas> --hub-data <folder>.',
      en: 'This site has never written a bundle. Check it at the hub: --bundle <file> --hub-data <folder>.',
    })
  }
  const opened = await openBundle(file, own.identity, witnesses)
  if ('finding' in opened) return opened
  const reference: Reference = { ...log, is: 'log' }
  return 'reply' in opened
    ? compareReply(opened.reply, reference, witnesses)
    : compareBundle(opened, reference)
}

function logOf(journal: Journal): AuditedLog {
  const { site, epoch, verifier } = journal
  const leaves: AuditedLog['leaves'][number][] = []
  while (leaves.length < journal.size) {
    const page = journal.lines(leaves.length + 1, linesAtOnce)
    leaves.push(...page.map(({ leafHash: leaf }) => leaf))
  }
  return { site, epoch, verifier, leaves, receipt: journal.replication.state().receipt }
}

function witnessesKnown({ db }: OpenedSite): readonly NoteVerifier[] {
  const enrolment = readEnrolment(db)
  return enrolment === null ? [] : allWitnessesOf(enrolment)
}

/** The key an auditor brought, or those the laptop knows: whoever has the laptop may have exchanged these. */
function witnessesToTrust(site: OpenedSite, hubKey: string | undefined): readonly NoteVerifier[] {
  if (hubKey !== undefined) return [keyGiven(hubKey)]
  const known = witnessesKnown(site)
  if (known.length === 0) throw neverEnrolled()
  return known
}

const keyOfLaptop = [
  '  ! kunci hub dari laptop itu sendiri; bandingkan · key of the hub taken from the laptop itself; compare it: --hub-key',
]

const linesAtOnce = 1_000

const neverEnrolled = () =>
  new TellPerson({
    id: 'Sentra ini belum pernah terdaftar di hub: tidak ada kunci hub untuk membandingkan.',
    en: 'This site was never enrolled at a hub: there is no key of a hub to compare with.',
  })

function hubSaysNo(url: string, { kind, reason }: HubLinkError): TellPerson {
  if (kind === 'rejected') {
    return new TellPerson(
      {
        id: `Hub ${url} tidak mengenal sentra ini dengan kunci ini (${reason}). Periksa alamat hub dan foldernya.`,
        en: `The hub ${url} does not know this site by this key (${reason}). Check the hub's address and the folder.`,
      },
      1,
    )
  }
  return new TellPerson(
    {
      id: `Hub ${url} tidak menjawab (${kind}). Periksa alamat dan jaringan, lalu coba lagi.`,
      en: `The hub ${url} does not answer (${kind}). Check address and network, then try again.`,
    },
    1,
  )
}

import { isRefused } from '@sentra/card'
import { issueNationalCard, recordedImmunization } from '@sentra/card/issue'
import type { HubIdentity } from '../issue/hub-identity.ts'
import { listCapacity, takeStatusIndices } from '../issue/status-indices.ts'
import type { Transaction } from '../store/database.ts'
import { type CardToSign, Findings } from './findings.ts'
import type { ProjectedEvent } from './projection.ts'
import type { MintedCard } from './registry.ts'
import { nationalCardId } from './replace-national-card.ts'
import { writeNews } from './write-findings.ts'
import { writeMinted } from './write-registry.ts'

/**
 * Signs the national cards of doses that the views show, each once in the life of the registry, and puts them into
 * the feed of the site that gave the dose. A step of its own, after the views: a signature costs as much as the rest
 * of a dose, and stock and figures need not wait for it.
 *
 * The minted text is a fact, not a view: a rebuild finds it here and sends nothing new, because two
 * signatures would be two cards. The transaction that writes the cards moves `seq` of the cursors. After a
 * correction the dose gets a card of the next `generation` (replace-national-card.ts), signed with the views.
 *
 * With `behindMost` only for journals with no more lines than that to look through. Answers how many cards it
 * signed. Only one hub at a time may be here (projector.ts).
 */
export async function mintNationalCards(
  transaction: Transaction,
  identity: HubIdentity,
  now: Date,
  cardsMax: number,
  behindMost = Number.MAX_SAFE_INTEGER,
): Promise<{ signed: number; more: boolean }> {
  const journals = await transaction.query<{ site: string; epoch: number; seq: number; folded: number }>(
    `SELECT site_id AS site, epoch, seq, folded FROM projection_cursors
     WHERE folded > seq AND folded - seq <= $2 ORDER BY folded - seq, site_id, epoch LIMIT $1`,
    [journalsAtOnce, behindMost],
  )
  if (journals.length === 0) return { signed: 0, more: false }
  const each = Math.max(1, Math.floor(cardsMax / journals.length))
  const doses = await transaction.query<DoseToSign>(
    // Dose by dose along the journal, until there are enough: each line and each card is a look-up of its own. Joined, and
    // with statistics that are minutes old, whole journals were read for some hundred cards.
    `SELECT j.site, j.epoch, d.seq, d.patient_key::text AS "patientKey",
            (SELECT e.body FROM journal_events e
             WHERE e.site_id = j.site AND e.epoch = j.epoch AND e.seq = d.seq) AS body
     FROM jsonb_to_recordset($1::jsonb) AS j (site text, epoch integer, seq bigint, folded bigint)
     CROSS JOIN LATERAL (
       SELECT d.seq, d.patient_key FROM doses d
       WHERE d.site_id = j.site AND d.epoch = j.epoch AND d.seq > j.seq AND d.seq <= j.folded
         AND EXISTS (SELECT 1 FROM cards_national n WHERE n.site_id = d.site_id
                       AND n.immunization_id = d.immunization_id AND n.generation = 1 AND n.state = 'ready' OFFSET 0)
         AND NOT EXISTS (SELECT 1 FROM minted_cards m WHERE m.site_id = d.site_id
                           AND m.immunization_id = d.immunization_id AND m.generation = 1 OFFSET 0)
       ORDER BY d.seq LIMIT $2) d
     ORDER BY j.site, j.epoch, d.seq`,
    [JSON.stringify(journals), each],
  )
  const toSign = doses.map(({ patientKey, body }) =>
    firstCard(JSON.parse(body) as ProjectedEvent, patientKey),
  )
  await signCards(transaction, identity, toSign, now)
  await writeMinted(
    transaction,
    toSign.map(({ card }) => card),
  )
  const findings = new Findings()
  for (const { card } of toSign) findings.tellOfCard(card)
  await writeNews(transaction, findings.news, now)

  const taken = Map.groupBy(doses, ({ site, epoch }) => `${site}/${epoch}`)
  const moved = journals.map(({ site, epoch, folded }) => {
    const own = taken.get(`${site}/${epoch}`) ?? []
    return { site, epoch, seq: own.length < each ? folded : own.at(-1)!.seq }
  })
  await transaction.query(
    `UPDATE projection_cursors c SET seq = moved.seq
     FROM jsonb_to_recordset($1::jsonb) AS moved (site text, epoch integer, seq bigint)
     WHERE c.site_id = moved.site AND c.epoch = moved.epoch`,
    [JSON.stringify(moved)],
  )
  const more =
    journals.length === journalsAtOnce || moved.some(({ seq }, index) => seq < journals[index]!.folded)
  return { signed: doses.length, more }
}

/** As many sites as stand in line together; the rest comes with the next step. */
const journalsAtOnce = 64

type DoseToSign = { site: string; epoch: number; seq: number; patientKey: string; body: string }

function firstCard(dose: ProjectedEvent, patientKey: string): CardToSign {
  const { immunizationId, doseNumber } = dose.data as { immunizationId: string; doseNumber: number }
  const card: MintedCard = {
    site: dose.site,
    immunizationId,
    generation: 1,
    patientKey,
    doseNumber,
    nationalCardId: nationalCardId(immunizationId, 1),
    text: '',
    statusList: '',
    statusIndex: -1,
    issuedAt: '',
  }
  return { card, dose, correctedPatient: undefined }
}

/** Gives each card its place in the status list and its signature: places in one statement, no card left without. */
export async function signCards(
  transaction: Transaction,
  identity: HubIdentity,
  toSign: readonly CardToSign[],
  now: Date,
): Promise<void> {
  const signer = identity.documentSigner
  for (let from = 0; from < toSign.length; from += placesAtOnce) {
    const part = toSign.slice(from, from + placesAtOnce)
    const { statusList, firstIndex } = await takeStatusIndices(transaction, {
      kind: 'national',
      region: 'national',
      count: part.length,
      now,
    })
    const made = part.map(({ dose, correctedPatient }, index) => {
      const immunization = recordedImmunization(dose)
      if (isRefused(immunization)) throw new Error('a projected dose is a recorded immunization')
      const statusIndex = firstIndex + index
      const words = correctedPatient ? { correctedPatient } : {}
      return issueNationalCard(immunization, { statusList, statusIndex, ...words }, signer, now)
    })
    // All at once: a keeper in another process answers them together.
    for (const [index, issued] of (await Promise.all(made)).entries()) {
      if (isRefused(issued)) throw new Error('a dose without codes has no place for a card')
      const { issuedAt, statusIndex } = issued.contents
      Object.assign(part[index]!.card, { text: issued.text, statusList, statusIndex, issuedAt })
    }
  }
}

/** A list's last places may stay empty when fewer are left than are asked for: at most this many of a million. */
const placesAtOnce = Math.min(256, listCapacity)

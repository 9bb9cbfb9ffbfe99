import { generateKeyPairSync } from 'node:crypto'
import type { DoseLine } from '@sentra/contract'
import {
  cosignCheckpoint,
  formatVkey,
  logOrigin,
  noteSigner,
  signCheckpoint,
  siteSigner,
  verifierOf,
} from '@sentra/journal'
import type { Visitor } from '../../clinic/visitor.ts'
import type { KarawangPlan } from '../../karawang/plan.ts'
import { type Evidence, type Fact, factsOf } from '../evidence.ts'
import { merkleRoot } from '../merkle-root.ts'
import { acknowledgedOf } from './hand-written-log.ts'

/** Signs a hand-written log as site and hub would, and lists doses and papers as they would. */
export function sealEvidence(of: { plan: KarawangPlan; facts: Fact[]; visitors: Visitor[] }): Evidence {
  const lines = of.facts.map((fact) => JSON.stringify(fact))
  const site = siteSigner('krw-01', 1, generateKeyPairSync('ed25519').privateKey)
  const witness = noteSigner('hub', generateKeyPairSync('ed25519').privateKey, 'witness')
  const checkpoint = { origin: logOrigin('krw-01', 1), size: lines.length, root: merkleRoot(lines) }
  const checkpointNote = signCheckpoint(checkpoint, site)
  const papers = of.visitors.flatMap((visitor) => visitor.papers)
  return {
    ...of,
    lines,
    checkpointNote,
    siteLogKey: formatVkey(verifierOf(site)),
    receiptNote: cosignCheckpoint(checkpointNote, witness, new Date('2021-08-10T00:00:00.000Z')),
    witnessKey: formatVkey(verifierOf(witness)),
    hubDoses: hubDosesOf(of.facts),
    hubCases: [],
    outages: factsOf(of.facts, 'outage.began').map(({ data }) => ({
      outageId: data.outageId,
      target: 'hub',
      since: data.since,
      until: '2021-08-05T04:00:00.000Z',
      cause: data.cause,
      dosesGiven: 1,
      localCards: 1,
      drainedAt: '2021-08-05T04:00:01.000Z',
    })),
    papers: papers.map((paper) => ({
      kind: paper.kind,
      cardId: paper.cardId,
      immunizationId: paper.immunizationId,
      withdrawn: paper.withdrawn,
      verdictThen: paper.verdictThen,
      verdictNow: paper.withdrawn ? 'exchanged' : `valid-${paper.kind}`,
    })),
    pdfs: [],
    acknowledged: acknowledgedOf(of.facts),
    hubKills: 1,
    siteKills: 0,
  }
}

function hubDosesOf(facts: readonly Fact[]): DoseLine[] {
  const local = new Map(
    factsOf(facts, 'local-card.issued').map(({ data }) => [data.immunizationId, data.cardId]),
  )
  return factsOf(facts, 'immunization.recorded').map(({ seq, site, data }) => ({
    immunizationId: data.immunizationId,
    siteId: site,
    seq,
    localDate: data.occurrenceDate,
    doseNumber: data.doseNumber,
    productId: data.productId,
    lotNumber: data.lotNumber,
    vialId: data.vialId,
    vialDose: data.vialDose,
    localCardId: local.get(data.immunizationId) ?? null,
    localCardState: local.has(data.immunizationId) ? 'exchanged' : null,
    nationalCardId: `n-${data.immunizationId}`,
    nationalCardState: 'collected',
  }))
}

import { type CheckResult, type Evidence, factsOf, judge } from './evidence.ts'

/** P2, P3: what the hub holds, what the site holds and what left the vials are the same doses, each once. */
export function checkReconciliation({
  facts,
  hubDoses,
  hubCases,
}: Pick<Evidence, 'facts' | 'hubDoses' | 'hubCases'>): CheckResult {
  const problems: string[] = []
  const doses = factsOf(facts, 'immunization.recorded')
  const closed = factsOf(facts, 'stock.vial-closed')
  const opened = factsOf(facts, 'stock.vial-opened')
  const drawn = closed.reduce((sum, { data }) => sum + data.dosesDrawn, 0)
  if (closed.length !== opened.length)
    problems.push(`${opened.length} vials were opened and ${closed.length} closed`)
  if (drawn !== doses.length) problems.push(`${drawn} doses left the vials and ${doses.length} were recorded`)

  problems.push(
    ...repeated(
      'dose',
      doses.map(({ data }) => data.immunizationId),
    ),
  )
  problems.push(
    ...repeated(
      'place in a vial',
      doses.map(({ data }) => `${data.vialId} #${data.vialDose}`),
    ),
  )
  problems.push(
    ...repeated(
      'person with dose 1',
      doses.map(({ data }) => `${data.patient.patientId} dose ${data.doseNumber}`),
    ),
  )
  problems.push(
    ...repeated(
      'dose at the hub',
      hubDoses.map((dose) => dose.immunizationId),
    ),
  )

  const atHub = new Map(hubDoses.map((dose) => [dose.immunizationId, dose]))
  for (const { seq, data } of doses) {
    const there = atHub.get(data.immunizationId)
    if (!there) problems.push(`seq ${seq}: the hub does not have this dose`)
    else if (there.vialId !== data.vialId || there.vialDose !== data.vialDose || there.seq !== seq) {
      problems.push(`seq ${seq}: the hub has this dose from another vial or place in the log`)
    }
  }
  const known = new Set(doses.map(({ data }) => data.immunizationId))
  for (const dose of hubDoses)
    if (!known.has(dose.immunizationId))
      problems.push(`the hub has a dose that no site recorded: ${dose.immunizationId}`)
  for (const each of hubCases) problems.push(`the hub opened a case: ${each.kind} – ${each.summary}`)
  return judge('P2 P3', 'hub doses = site doses = vial doses, nothing twice', problems, {
    siteDoses: doses.length,
    hubDoses: hubDoses.length,
    vialDoses: drawn,
    vials: opened.length,
    hubCases: hubCases.length,
  })
}

/** P7 seen from the hub: which cards it holds for live agrees with the papers in people's hands. */
export function checkHubKnowsTheCards({
  hubDoses,
  papers,
}: Pick<Evidence, 'hubDoses' | 'papers'>): CheckResult {
  const problems: string[] = []
  const local = new Map(
    papers.filter((paper) => paper.kind === 'local').map((paper) => [paper.immunizationId, paper]),
  )
  const national = new Set(
    papers.filter((paper) => paper.kind === 'national').map((paper) => paper.immunizationId),
  )
  const count = { localLive: 0, localExchanged: 0, nationalCollected: 0, nationalReady: 0 }
  for (const dose of hubDoses) {
    const paper = local.get(dose.immunizationId)
    const expectedLocal = !paper ? null : national.has(dose.immunizationId) ? 'exchanged' : 'live'
    const expectedNational = national.has(dose.immunizationId) ? 'collected' : 'ready'
    if (dose.localCardState !== expectedLocal || dose.nationalCardState !== expectedNational) {
      problems.push(
        `dose ${dose.immunizationId}: the hub says local ${dose.localCardState}, national ${dose.nationalCardState}; in hands: local ${expectedLocal}, national ${expectedNational}`,
      )
    }
    if (dose.localCardState === 'live') count.localLive += 1
    if (dose.localCardState === 'exchanged') count.localExchanged += 1
    if (dose.nationalCardState === 'collected') count.nationalCollected += 1
    if (dose.nationalCardState === 'ready') count.nationalReady += 1
  }
  return judge('P7', 'the hub knows which cards are in whose hands', problems, count)
}

/** P2: every command that was acknowledged, killed process or not, is in the log exactly once, and nothing else is. */
export function checkAcknowledged({ plan, facts, acknowledged, siteKills }: Evidence): CheckResult {
  const problems: string[] = []
  const bySeq = new Map(facts.map((fact) => [fact.seq, fact.eventId]))
  for (const { commandId, command, seq } of acknowledged) {
    if (bySeq.get(seq) !== commandId)
      problems.push(`${command} was acknowledged as seq ${seq}, and the log has something else there`)
  }
  problems.push(
    ...repeated(
      'event id',
      facts.map((fact) => fact.eventId),
    ),
  )
  const sent = new Set(acknowledged.map(({ commandId }) => commandId))
  const unasked = facts.filter((fact) => fact.actor !== 'system' && !sent.has(fact.eventId))
  for (const fact of unasked)
    problems.push(`seq ${fact.seq}: ${fact.type} by ${fact.actor} was never asked for`)
  const repeats = acknowledged.filter(({ outcome }) => outcome === 'duplicate').length
  if (plan.lostAnswerProbability > 0 && repeats === 0)
    problems.push('no command was ever asked twice: nothing was proved')
  return judge('P2 P3', 'acknowledged means on disk: nothing lost, nothing twice', problems, {
    acknowledged: acknowledged.length,
    events: facts.length,
    bySystem: facts.filter((fact) => fact.actor === 'system').length,
    askedTwiceAnsweredAsOnce: repeats,
    siteKills,
  })
}

/** P1: each kill of the hub is an outage in the log with a beginning, an end, and a drain. */
export function checkOutages({ plan, facts, outages, hubKills }: Evidence): CheckResult {
  const problems: string[] = []
  const began = factsOf(facts, 'outage.began')
  const ended = new Set(factsOf(facts, 'outage.ended').map(({ data }) => data.outageId))
  if (began.length !== hubKills)
    problems.push(`the hub was killed ${hubKills} times and the log has ${began.length} outages`)
  for (const { data } of began)
    if (!ended.has(data.outageId)) problems.push(`the outage since ${data.since} never ended`)
  for (const outage of outages)
    if (!outage.drainedAt) problems.push(`the outage since ${outage.since} was never drained`)
  const given = outages.reduce((sum, outage) => sum + outage.dosesGiven, 0)
  if (plan.outages.length > 0 && given === 0)
    problems.push('not one dose was given during an outage: the desks waited')
  return judge(
    'P1',
    'no desk waited for the hub: every kill is a recorded outage, drained afterwards',
    problems,
    {
      hubKills,
      outages: began.length,
      dosesGivenMeanwhile: given,
      localCardsMeanwhile: outages.reduce((sum, outage) => sum + outage.localCards, 0),
    },
  )
}

function repeated(what: string, ids: readonly string[]): string[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) twice.add(id)
    seen.add(id)
  }
  return [...twice].map((id) => `the same ${what} twice: ${id}`)
}

import type { HubCase, JournalEvent } from '@sentra/contract'
import { checkOneLiveCard } from '../checks/card-checks.ts'
import { type CheckResult, type Fact, judge } from '../checks/evidence.ts'
import { checkLog } from '../checks/log-check.ts'
import { checkHubKnowsTheCards, checkReconciliation } from '../checks/reconciliation-checks.ts'
import type { HubClient } from '../client/hub-client.ts'
import type { Hall } from '../hall/hall.ts'
import { downloadLog, textOf } from '../karawang/gather-evidence.ts'
import { OfflineVerifier } from '../paper/offline-verifier.ts'
import type { HandedCard } from './clinic-hour.ts'

/** The hub folds and publishes beside its answers: what is right is right within this time. */
const settleSecondsMax = 30

/** Asks hub and site until everything is in its place, and returns the verdicts: the last ones if it never is. */
export async function judgeHour(
  hall: Hall,
  hub: HubClient,
  cards: readonly HandedCard[],
): Promise<CheckResult[]> {
  const giveUpAt = performance.now() + settleSecondsMax * 1000
  for (;;) {
    const results = await judgeNow(hall, hub, cards)
    if (results.every(({ passed }) => passed) || performance.now() > giveUpAt) return results
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

async function judgeNow(hall: Hall, hub: HubClient, cards: readonly HandedCard[]): Promise<CheckResult[]> {
  const auditor = hall.staff('P-01')
  const lines = await downloadLog(auditor)
  const facts = lines.map((line) => JSON.parse(line) as JournalEvent as Fact)
  const verifier = new OfflineVerifier()
  await verifier.refresh(hub)
  const papers = await Promise.all(
    cards.map(async (card) => {
      const verdict = (await verifier.verify(card.text, hall.clock?.now() ?? Date.now())).kind
      return { ...card, verdictThen: verdict, verdictNow: verdict }
    }),
  )
  const hubDoses = await hub.doses()
  const { witnessKey } = JSON.parse((await hub.file('/trust/witness.json')).toString())
  return [
    checkNothingLost(hall, facts),
    checkReconciliation({
      facts,
      hubDoses,
      hubCases: (await hub.cases()).filter((each) => !isNews(each, facts)),
    }),
    checkLog({
      lines,
      facts,
      checkpointNote: await textOf(auditor, '/v1/journal/checkpoint'),
      siteLogKey: (await textOf(auditor, '/v1/journal/log-key')).trim(),
      receiptNote: await textOf(auditor, '/v1/journal/receipt'),
      witnessKey,
    }),
    checkOneLiveCard({ facts, papers }),
    checkHubKnowsTheCards({ hubDoses, papers }),
  ]
}

/** An older hub sets a known kind of fact in a newer shape aside for a person; that is its promise, not a mistake. */
function isNews({ kind, eventId }: HubCase, facts: readonly Fact[]): boolean {
  const fact = facts.find((each) => each.eventId === eventId)
  const isOutage = fact?.type === 'outage.began' || fact?.type === 'outage.ended'
  return kind === 'refused-record' && isOutage && fact.data.target !== 'hub'
}

/** P2: what was acknowledged to a desk, by whichever build, is in the log at its place. */
function checkNothingLost({ acknowledged }: Hall, facts: readonly Fact[]): CheckResult {
  const bySeq = new Map(facts.map((fact) => [fact.seq, fact.eventId]))
  const lost = acknowledged.filter(({ commandId, seq }) => bySeq.get(seq) !== commandId)
  const problems = lost.map(
    ({ command, seq }) => `${command} was acknowledged as seq ${seq} and is not there`,
  )
  return judge('P2', 'no event that was acknowledged is lost', problems, {
    acknowledged: acknowledged.length,
  })
}

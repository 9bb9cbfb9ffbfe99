import type { JournalEvent } from '@sentra/contract'
import type { CheckedPdf, Evidence, Fact, JudgedPaper } from '../checks/evidence.ts'
import type { HubClient } from '../client/hub-client.ts'
import type { AcknowledgedCommand, SiteClient } from '../client/site-client.ts'
import type { Team } from '../clinic/team.ts'
import type { Paper, Visitor } from '../clinic/visitor.ts'
import type { OfflineVerifier } from '../paper/offline-verifier.ts'
import { readPdf } from '../paper/read-pdf.ts'
import type { World } from '../world/world.ts'
import type { KarawangPlan } from './plan.ts'

/** Asks the doors that are open to an auditor, a console user and anybody; looks behind none. */
export async function gatherEvidence(run: {
  plan: KarawangPlan
  world: World
  team: Team
  hub: HubClient
  verifier: OfflineVerifier
  visitors: readonly Visitor[]
  acknowledged: readonly AcknowledgedCommand[]
}): Promise<Evidence> {
  const { plan, world, team, hub, verifier, visitors } = run
  const lines = await downloadLog(team.auditor)
  const { witnessKey } = JSON.parse((await hub.file('/trust/witness.json')).toString())
  const papers = visitors.flatMap((visitor) => visitor.papers)
  return {
    plan,
    lines,
    facts: lines.map((line) => JSON.parse(line) as JournalEvent as Fact),
    checkpointNote: await textOf(team.auditor, '/v1/journal/checkpoint'),
    siteLogKey: (await textOf(team.auditor, '/v1/journal/log-key')).trim(),
    receiptNote: await textOf(team.auditor, '/v1/journal/receipt'),
    witnessKey,
    hubDoses: await hub.doses(),
    hubCases: await hub.cases(),
    outages: (await team.auditor.ask('outages')).outages,
    visitors,
    papers: await Promise.all(papers.map((paper) => judgePaper(verifier, paper, world.clock.now()))),
    pdfs: await checkPdfs(verifier, sampleOf(papers, plan.pdfSample), world.clock.now()),
    acknowledged: run.acknowledged,
    hubKills: world.hubKills,
    siteKills: world.siteKills,
  }
}

/** The whole log, line by line, as an auditor gets it. */
export async function downloadLog(auditor: SiteClient): Promise<string[]> {
  const lines: string[] = []
  for (;;) {
    const text = await textOf(auditor, `/v1/journal/events?from=${lines.length + 1}&limit=2000`)
    const page = text.split('\n').filter((line) => line !== '')
    if (page.length === 0) return lines
    lines.push(...page)
  }
}

/** @throws Error with the answer when it is not 200 */
export async function textOf(client: SiteClient, path: string): Promise<string> {
  const answer = await client.fetch(path)
  if (answer.status !== 200)
    throw new Error(`${path}: ${answer.status} ${answer.body.toString().slice(0, 200)}`)
  return answer.body.toString()
}

async function judgePaper(verifier: OfflineVerifier, paper: Paper, now: number): Promise<JudgedPaper> {
  const { kind, immunizationId, cardId, withdrawn, verdictThen } = paper
  const verdict = await verifier.verify(paper.text, now)
  return { kind, immunizationId, cardId, withdrawn, verdictThen, verdictNow: verdict.kind }
}

type PrintedPaper = Paper & { readonly pdf: Uint8Array }

/** Spread over all printed papers, local and national. */
function sampleOf(papers: readonly Paper[], count: number): PrintedPaper[] {
  const printed = papers.filter((paper): paper is PrintedPaper => paper.pdf !== null)
  const local = printed.filter((paper) => paper.kind === 'local')
  const national = printed.filter((paper) => paper.kind === 'national')
  const spread = (list: readonly PrintedPaper[], some: number) =>
    Array.from(
      { length: Math.min(some, list.length) },
      (_, at) => list[Math.floor((at * list.length) / some)]!,
    )
  const locals = spread(local, Math.ceil(count / 2))
  return [...locals, ...spread(national, count - locals.length)]
}

async function checkPdfs(
  verifier: OfflineVerifier,
  sample: readonly PrintedPaper[],
  now: number,
): Promise<CheckedPdf[]> {
  const checked: CheckedPdf[] = []
  for (const paper of sample) {
    const { isPdf, codes } = await readPdf(Buffer.from(paper.pdf))
    const [code] = (codes ?? []).filter((text) => text.startsWith('HC1:'))
    checked.push({
      cardId: paper.cardId,
      isPdf,
      qrIsTheCard: codes ? code === paper.text : null,
      verdict: code ? (await verifier.verify(code, now)).kind : null,
    })
  }
  return checked
}

import { type CheckResult, type Evidence, type Fact, factsOf, judge } from './evidence.ts'

/** P6, P8: every vaccinated person left with a card that verified offline there and then; in an outage a local one. */
export function checkEverybodyHasACard({ facts, visitors }: Evidence): CheckResult {
  const problems: string[] = []
  const outage = outageSpans(facts)
  const count = { vaccinated: 0, local: 0, national: 0, causeOutage: 0, causeWait: 0 }
  for (const visitor of visitors) {
    if (!visitor.immunizationId) continue
    count.vaccinated += 1
    const [first] = visitor.papers
    if (!first) problems.push(`person ${visitor.comer.index} was vaccinated and left without a card`)
    else if (first.verdictThen !== `valid-${first.kind}`) {
      problems.push(
        `person ${visitor.comer.index} left with a ${first.kind} card that is "${first.verdictThen}"`,
      )
    } else count[first.kind] += 1
  }
  const doses = new Set(factsOf(facts, 'immunization.recorded').map(({ data }) => data.immunizationId))
  for (const { seq, data } of factsOf(facts, 'local-card.issued')) {
    if (!doses.has(data.immunizationId)) problems.push(`seq ${seq}: a local card without a recorded dose`)
    if (data.cause.kind === 'wait') {
      count.causeWait += 1
      continue
    }
    count.causeOutage += 1
    const span = outage.get(data.cause.outageId)
    if (!span || seq < span.began || seq > span.ended) {
      problems.push(`seq ${seq}: a local card names an outage that did not last at that moment`)
    }
  }
  return judge('P6 P8', 'every vaccinated person left with a card that verifies offline', problems, count)
}

/** From which place in the log to which an outage lasted. */
function outageSpans(facts: readonly Fact[]): Map<string, { began: number; ended: number }> {
  const spans = new Map<string, { began: number; ended: number }>()
  for (const { seq, data } of factsOf(facts, 'outage.began')) {
    spans.set(data.outageId, { began: seq, ended: Number.POSITIVE_INFINITY })
  }
  for (const { seq, data } of factsOf(facts, 'outage.ended')) {
    const span = spans.get(data.outageId)
    if (span) span.ended = seq
  }
  return spans
}

/** P7: all papers ever handed out are held up to an offline verifier; exactly one per dose still counts. */
export function checkOneLiveCard({ facts, papers }: Pick<Evidence, 'facts' | 'papers'>): CheckResult {
  const problems: string[] = []
  const live = new Map<string, number>()
  const withNational = new Set(
    papers.filter((paper) => paper.kind === 'national').map((paper) => paper.immunizationId),
  )
  let exchanged = 0
  for (const paper of papers) {
    const isLive = paper.verdictNow === 'valid-local' || paper.verdictNow === 'valid-national'
    if (isLive) live.set(paper.immunizationId, (live.get(paper.immunizationId) ?? 0) + 1)
    if (paper.kind === 'national' && paper.verdictNow !== 'valid-national') {
      problems.push(`the national card ${paper.cardId} verifies as "${paper.verdictNow}"`)
    }
    if (paper.kind === 'local' && withNational.has(paper.immunizationId)) {
      if (paper.verdictNow === 'exchanged') exchanged += 1
      else problems.push(`the local card ${paper.cardId} was exchanged and verifies as "${paper.verdictNow}"`)
    }
  }
  for (const { data } of factsOf(facts, 'immunization.recorded')) {
    const count = live.get(data.immunizationId) ?? 0
    if (count !== 1) problems.push(`the dose ${data.immunizationId} has ${count} live cards`)
  }
  const localLive = papers.filter((paper) => paper.verdictNow === 'valid-local').length
  return judge('P7', 'one dose, one live card; every exchanged local card verifies as exchanged', problems, {
    papers: papers.length,
    localLive,
    exchanged,
    national: withNational.size,
  })
}

/** The printed page says, to a camera, exactly the signed words. */
export function checkPapers({ plan, pdfs }: Evidence): CheckResult {
  const problems = pdfs.flatMap((pdf) => {
    if (!pdf.isPdf) return [`the paper of ${pdf.cardId} is no PDF`]
    if (pdf.qrIsTheCard === false) return [`the QR on the paper of ${pdf.cardId} is not the card’s text`]
    const good = pdf.verdict === null || ['valid-local', 'valid-national', 'exchanged'].includes(pdf.verdict)
    return good ? [] : [`the QR read from the paper of ${pdf.cardId} is "${pdf.verdict}"`]
  })
  if (pdfs.length < plan.pdfSample)
    problems.push(`only ${pdfs.length} of ${plan.pdfSample} papers were checked`)
  return judge('P8', 'the paper carries the card: PDF rendered, QR read, verified', problems, {
    papers: pdfs.length,
    readFromPixels: pdfs.filter((pdf) => pdf.qrIsTheCard === true).length,
  })
}

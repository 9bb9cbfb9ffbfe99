import type { DoseLine, EventData, EventType, HubCase, JournalEvent, OutageView } from '@sentra/contract'
import type { AcknowledgedCommand } from '../client/site-client.ts'
import type { Visitor } from '../clinic/visitor.ts'
import type { KarawangPlan } from '../karawang/plan.ts'

/** One fact of the log, with the type that its name promises. */
export type Fact<T extends EventType = EventType> = {
  [K in T]: Omit<JournalEvent, 'type' | 'data'> & { type: K; data: EventData<K> }
}[T]

/** A paper at the end of all days, and what an offline verifier with fresh lists says to it. */
export interface JudgedPaper {
  readonly kind: 'local' | 'national'
  readonly immunizationId: string
  readonly cardId: string
  readonly withdrawn: boolean
  readonly verdictThen: string
  readonly verdictNow: string
}

export interface CheckedPdf {
  readonly cardId: string
  readonly isPdf: boolean
  /** null: no renderer here, so the picture was not read. */
  readonly qrIsTheCard: boolean | null
  readonly verdict: string | null
}

/**
 * All that the judgement rests on, gathered from outside: the log as an auditor downloads it, the hub's
 * list of doses, signed notes, papers, PDFs, and what each person would tell.
 */
export interface Evidence {
  readonly plan: KarawangPlan
  /** The log's lines, byte for byte, and the same as facts. */
  readonly lines: readonly string[]
  readonly facts: readonly Fact[]
  readonly checkpointNote: string
  readonly siteLogKey: string
  readonly receiptNote: string
  readonly witnessKey: string
  readonly hubDoses: readonly DoseLine[]
  readonly hubCases: readonly HubCase[]
  readonly outages: readonly OutageView[]
  readonly visitors: readonly Visitor[]
  readonly papers: readonly JudgedPaper[]
  readonly pdfs: readonly CheckedPdf[]
  readonly acknowledged: readonly AcknowledgedCommand[]
  readonly hubKills: number
  readonly siteKills: number
}

/** The verdict on one promise, with the numbers it was judged by. */
export interface CheckResult {
  readonly promise: string
  readonly title: string
  readonly passed: boolean
  readonly figures: Readonly<Record<string, number | string | boolean>>
  /** What is wrong, named; the first few. */
  readonly problems: readonly string[]
}

export type Check = (evidence: Evidence) => CheckResult | Promise<CheckResult>

export function judge(
  promise: string,
  title: string,
  problems: readonly string[],
  figures: CheckResult['figures'],
): CheckResult {
  return { promise, title, passed: problems.length === 0, figures, problems: problems.slice(0, 12) }
}

/** All facts of one kind, in the order of the log. */
export function factsOf<T extends EventType>(facts: readonly Fact[], type: T): Fact<T>[] {
  return facts.filter((fact) => fact.type === type) as Fact<T>[]
}

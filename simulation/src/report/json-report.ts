import { dosesOf } from '../karawang/plan.ts'
import type { KarawangRun } from '../karawang/run-karawang.ts'
import type { DayFigures } from './day-figures.ts'

/** All figures of a run and the seed that plays it again; nothing about any person. */
export function jsonReport(run: KarawangRun, days: readonly DayFigures[]) {
  const { plan } = run.evidence
  return {
    case: plan.name,
    seed: plan.seed,
    people: plan.people,
    doses: dosesOf(plan),
    holds: run.results.every((result) => result.passed),
    checks: run.results,
    days,
    outages: run.outages.map((outage) => ({
      ...outage,
      killedAt: new Date(outage.killedAt).toISOString(),
      restartedAt: outage.restartedAt === null ? null : new Date(outage.restartedAt).toISOString(),
    })),
    machine: run.machine,
    samples: run.samples.map((sample) => ({ ...sample, at: new Date(sample.at).toISOString() })),
    plan,
  }
}

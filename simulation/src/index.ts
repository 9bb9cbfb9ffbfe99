export type { Check, CheckResult, Evidence } from './checks/evidence.ts'
export { checks, runChecks } from './checks/index.ts'
export { type KarawangPlan, karawangPlan, shortPlan } from './karawang/plan.ts'
export { type KarawangRun, makeWorld, runKarawang } from './karawang/run-karawang.ts'

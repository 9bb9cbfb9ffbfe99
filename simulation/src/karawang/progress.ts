/** Where a run says how far it is. Figures and outcomes only; never a person. */
export type Progress = (line: string) => void

/** Lines with the real seconds since the start in front. */
export function timedProgress(write: (text: string) => void): Progress {
  const from = performance.now()
  return (line) => write(`${((performance.now() - from) / 1000).toFixed(1).padStart(6)} s  ${line}\n`)
}

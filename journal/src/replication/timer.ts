/** How the replicator knows how long something took and waits. Tests let minutes pass in an instant. */
export interface Timer {
  /** Milliseconds of a clock that nobody sets: only differences mean something. */
  now(): number
  /** Calls `run` once after `ms`; answers with how to call it off. */
  after(ms: number, run: () => void): () => void
}

export const realTimer: Timer = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** A broken invariant stops the process: a site that restarts is safer than a site that guesses. */
export function must(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new Error(`broken invariant: ${sentence}`)
}

/** A family with ten cards behind one address, and nobody who tries thousands. */
export const triesOfOnePerson = { max: 20, timeWindow: '1 minute' } as const

/** No answer sooner than this: how long it took tells nobody whether a card exists. The work takes some 15 ms. */
const answerAfterMilliseconds = 300

/** Does the work, and lets the answer go, good or bad, not before its time. */
export async function evenly<Result>(work: () => Promise<Result>): Promise<Result> {
  const until = new Promise<void>((resolve) => setTimeout(resolve, answerAfterMilliseconds))
  try {
    return await work()
  } finally {
    await until
  }
}

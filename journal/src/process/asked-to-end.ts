/**
 * Resolves with the signal that asked this process to end. Whoever asks again, a second later or more, does not want to
 * wait: the process ends at once. Ctrl-C reaches a process twice in one moment, from the terminal and from whoever
 * started it: that is one asking.
 *
 * Ending in order has a bound too: what hangs is not waited for. Everything acknowledged is on the disk either way.
 */
export function askedToEnd(
  atOnce: (why: 'asked-again' | 'too-long') => void,
  withinMs = endsWithinMs,
): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let since: number | undefined
    const end = (why: 'asked-again' | 'too-long') => {
      atOnce(why)
      process.exit(1)
    }
    const asked = (signal: NodeJS.Signals) => {
      const at = performance.now()
      if (since === undefined) {
        since = at
        setTimeout(end, withinMs, 'too-long').unref()
        resolve(signal)
      } else if (at - since >= oneAskingMs) end('asked-again')
    }
    process.on('SIGTERM', asked)
    process.on('SIGINT', asked)
  })
}

const oneAskingMs = 1_000
/** Longer than requests in hand, a checkpoint of PostgreSQL and a copy back to the file take together. */
const endsWithinMs = 15_000

/**
 * Two ways of doing a thing, measured in turns.
 *
 * The machine is shared, so an absolute figure says little. A and B run one after the other in the same
 * process, a few milliseconds each, until a round is full; each round gives one ratio, and the median of
 * the ratios counts. Short slices let both sides suffer alike from whoever else uses the machine.
 */
export interface Contender {
  readonly name: string
  /** Makes what `run` will need; its time does not count. */
  prepare?(times: number): void
  /** Does the work `times` times, one after the other. */
  run(times: number): void | Promise<void>
}

export interface Comparison {
  readonly ratio: Spread
  /** The same by processor time, which other people's work on the machine does not lengthen. */
  readonly ratioByProcessorTime: Spread
  /** Per second, median over the rounds. */
  readonly perSecond: Readonly<Record<string, number>>
  readonly rounds: number
  readonly millisecondsPerTurn: number
}

export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** The rate of `ours` divided by the rate of `yardstick`: higher is better. */
export async function interleave(
  ours: Contender,
  yardstick: Contender,
  { rounds, millisecondsPerTurn }: { rounds: number; millisecondsPerTurn: number },
): Promise<Comparison> {
  // Warm both, and learn how often each fits into a slice of a turn.
  const slices = [await slice(ours), await slice(yardstick)] as const
  const found: Round[] = []
  for (let round = 0; round < rounds; round += 1) {
    found.push(await turns([ours, yardstick], slices, millisecondsPerTurn))
  }
  return {
    ratio: spread(found.map(({ rates }) => rates[0] / rates[1])),
    ratioByProcessorTime: spread(found.map(({ processorRates }) => processorRates[0] / processorRates[1])),
    perSecond: {
      [ours.name]: Math.round(spread(found.map(({ rates }) => rates[0])).median),
      [yardstick.name]: Math.round(spread(found.map(({ rates }) => rates[1])).median),
    },
    rounds,
    millisecondsPerTurn,
  }
}

/** How many runs take about five milliseconds, after enough of them that the compiler has done its work. */
async function slice(contender: Contender): Promise<number> {
  const start = performance.now()
  let count = 0
  do {
    contender.prepare?.(1)
    await contender.run(1)
    count += 1
  } while (performance.now() - start < 200 || (count < 5000 && performance.now() - start < 2000))
  const again = performance.now()
  let last = 0
  do {
    contender.prepare?.(1)
    await contender.run(1)
    last += 1
  } while (performance.now() - again < 50)
  return Math.max(1, Math.round((5 * last) / (performance.now() - again)))
}

interface Round {
  readonly rates: readonly [number, number]
  readonly processorRates: readonly [number, number]
}

async function turns(
  contenders: readonly [Contender, Contender],
  slices: readonly [number, number],
  milliseconds: number,
): Promise<Round> {
  const spent: [number, number] = [0, 0]
  const processor: [number, number] = [0, 0]
  const done: [number, number] = [0, 0]
  while (Math.min(...spent) < milliseconds) {
    for (const which of [0, 1] as const) {
      contenders[which].prepare?.(slices[which])
      const start = performance.now()
      const before = process.cpuUsage()
      await contenders[which].run(slices[which])
      spent[which] += performance.now() - start
      const { user, system } = process.cpuUsage(before)
      processor[which] += (user + system) / 1000
      done[which] += slices[which]
    }
  }
  return {
    rates: [(1000 * done[0]) / spent[0], (1000 * done[1]) / spent[1]],
    processorRates: [done[0] / processor[0], done[1] / processor[1]],
  }
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = sorted.length / 2
  const median =
    sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  return { median, min: sorted[0]!, max: sorted.at(-1)! }
}

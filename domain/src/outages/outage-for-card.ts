import type { OutageTarget } from '@sentra/contract'
import type { OngoingOutage } from './declare-outage.ts'

/** The services between a dose and its national card. SATUSEHAT is told of doses and makes no card. */
const cardTargets: readonly OutageTarget[] = ['hub', 'pcare']

/**
 * The outage a local card may point at. What the machine saw comes first. A declared one counts only when
 * somebody else declared it than the person who asks for the card: "the server is down" is never just one word.
 * `asking` null: whether there is one for anybody, for the advice on the screen.
 */
export function outageForCard<O extends OngoingOutage>(
  ongoing: readonly O[],
  asking: string | null,
): O | null {
  const counting = ongoing.filter(
    ({ target, declaredBy }) =>
      cardTargets.includes(target) && (declaredBy === null || declaredBy !== asking),
  )
  return counting.find(({ declaredBy }) => declaredBy === null) ?? counting[0] ?? null
}

import { screeningDecisionWords, type Text } from '@sentra/contract'

/** The words of a screening decision; a name this version does not know shows as itself. */
export function decisionWords(decision: string): Text {
  return Object.hasOwn(screeningDecisionWords, decision)
    ? screeningDecisionWords[decision as keyof typeof screeningDecisionWords]
    : { id: decision, en: decision }
}

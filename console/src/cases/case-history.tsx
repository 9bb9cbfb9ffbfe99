import type { HubCaseDetail } from '@sentra/contract'
import { formatDay, formatTime } from '@sentra/ui'
import { wallTimeZone } from '../overview/age.ts'
import { useConsoleWords } from '../words/use-console-words.ts'

/** Who decided what, when and why, and who has looked. Nothing of it is ever taken away. */
export function CaseHistory({ detail }: { detail: HubCaseDetail; now: string }) {
  const { say, language } = useConsoleWords()
  const at = (instant: string) =>
    `${formatDay(instant.slice(0, 10), language, false)} ${formatTime(instant, wallTimeZone, language)}`
  const serialOf = (cardId: string | null) =>
    detail.cards.find((card) => card.cardId === cardId)?.serial ?? ''
  return (
    <section aria-labelledby="case-history">
      <h3 id="case-history">{say('cases.history')}</h3>
      <ol className="case-history">
        {detail.decisions.map((each) => (
          <li key={each.decisionId}>
            <strong>{say(`cases.actions.${each.action}`, { serial: serialOf(each.cardId) })}</strong>
            <p>
              {each.decidedBy}, {at(each.decidedAt)}: “{each.reason}”
            </p>
            {each.secondAt ? (
              <p>
                {each.secondBy ?? each.decidedBy}, {at(each.secondAt)},{' '}
                {say(
                  each.state === 'done'
                    ? 'cases.agreed'
                    : each.secondBy
                      ? 'cases.declined'
                      : 'cases.takenBack',
                )}
                : “{each.secondReason}”
              </p>
            ) : null}
          </li>
        ))}
        {detail.decisions.length === 0 ? <li>{say('cases.noDecision')}</li> : null}
      </ol>
      <p className="case-place">
        {say('cases.looks')}: {detail.looks.map(({ by, at: when }) => `${by} (${at(when)})`).join(' · ')}
      </p>
    </section>
  )
}

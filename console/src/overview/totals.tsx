import type { ConsoleSummary } from '@sentra/contract'
import { BigNumber, formatCount, type Tone } from '@sentra/ui'
import { useConsoleWords } from '../words/use-console-words.ts'

type Totals = ConsoleSummary['totals']

/** In the order of the questions: is it running, what is missing, who needs me. */
const figures: readonly (readonly [keyof Totals, (value: number) => Tone])[] = [
  ['dosesToday', () => 'plain'],
  ['doses', () => 'plain'],
  ['patients', () => 'plain'],
  ['nationalCards', () => 'plain'],
  ['localCardsLive', () => 'plain'],
  ['cardsExchanged', () => 'plain'],
  ['backlog', (value) => (value > 0 ? 'warn' : 'good')],
  ['openCases', (value) => (value > 0 ? 'warn' : 'good')],
]

export function Totals({ totals }: { totals: Totals }) {
  const { say, language } = useConsoleWords()
  return (
    <section aria-labelledby="totals-heading">
      <h2 id="totals-heading" className="visually-hidden">
        {say('totals.heading')}
      </h2>
      <div className="totals">
        {figures.map(([name, tone]) => (
          <BigNumber
            key={name}
            value={formatCount(totals[name], language)}
            label={say(`totals.${name}`)}
            tone={tone(totals[name])}
          />
        ))}
      </div>
    </section>
  )
}

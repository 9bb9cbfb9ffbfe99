import type { ConsoleSummary } from '@sentra/contract'
import { EmptyState, formatCount, formatDay, formatShortDay } from '@sentra/ui'
import { useConsoleWords } from '../words/use-console-words.ts'
import { dosesOfEachDay } from './doses-by-day.ts'

const height = 180
const barStep = 56
const top = 24
const bottom = 26

/** One bar a day with its figure above it; the same as a table for who does not see bars. */
export function DosesChart({ days }: { days: ConsoleSummary['dosesByDay'] }) {
  const { say, language } = useConsoleWords()
  const shown = dosesOfEachDay(days)
  const most = shown.reduce((best, day) => (day.doses > best.doses ? day : best), {
    doses: 0,
    localDate: '',
  })
  const width = Math.max(shown.length, 7) * barStep
  const scale = (height - top - bottom) / Math.max(1, most.doses)
  return (
    <section className="panel" aria-labelledby="days-heading">
      <h2 id="days-heading">{say('days.heading')}</h2>
      {shown.length === 0 ? (
        <EmptyState icon="vaccination" title={say('days.none')}>
          {say('days.noneRemedy')}
        </EmptyState>
      ) : (
        <>
          <p className="visually-hidden">
            {say('days.summary', {
              first: formatDay(shown[0]?.localDate ?? '', language, false),
              last: formatDay(shown.at(-1)?.localDate ?? '', language, false),
              most: formatCount(most.doses, language),
              mostDay: formatDay(most.localDate, language, false),
            })}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a month is wider than a phone, and must scroll by keyboard */}
          <section className="scroll" tabIndex={0} aria-label={say('days.chart')}>
            <svg
              className="chart"
              viewBox={`0 0 ${width} ${height}`}
              style={{ width, minWidth: width, height }}
              aria-hidden="true"
            >
              <path className="chart-ground" d={`M0 ${height - bottom}H${width}`} />
              {shown.map((day, index) => {
                const x = index * barStep + barStep / 2
                const tall = day.doses * scale
                return (
                  <g key={day.localDate}>
                    <rect x={x - 18} width={36} y={height - bottom - tall} height={tall} rx={4} />
                    <text x={x} y={height - bottom - tall - 7}>
                      {formatCount(day.doses, language)}
                    </text>
                    <text x={x} y={height - 7} className="chart-day">
                      {formatShortDay(day.localDate, language)}
                    </text>
                  </g>
                )
              })}
            </svg>
          </section>
          <table className="visually-hidden">
            <caption>{say('days.heading')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('days.day')}</th>
                <th scope="col">{say('days.doses')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((day) => (
                <tr key={day.localDate}>
                  <th scope="row">{formatDay(day.localDate, language, false)}</th>
                  <td>{formatCount(day.doses, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}

import { formatCount, useWords } from '@sentra/ui'
import type { StockLine } from './stock-line.ts'

const width = 640
const height = 260
const left = 72
const bottom = 32
const top = 16

/** Plan dashed, stock solid; the words beside it say the same for who cannot see it. */
export function StockChart({ line }: { line: StockLine }) {
  const { say, language } = useWords()
  const most = Math.max(line.dosesReceived, ...line.actual.map((point) => point.doses), 1)
  const x = (at: number) => left + ((width - left - 16) * at) / line.days
  const y = (doses: number) => top + (height - top - bottom) * (1 - doses / most)
  const path = (points: readonly { at: number; doses: number }[]) =>
    points.map(({ at, doses }, index) => `${index === 0 ? 'M' : 'L'}${x(at)} ${y(doses)}`).join('')
  const last = line.actual.at(-1)
  return (
    <figure style={{ margin: 0 }}>
      <svg
        className="chart"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={say('stock.chartWords', { doses: last?.doses ?? 0, days: line.days })}
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line x1={left} x2={width - 16} y1={y(most * share)} y2={y(most * share)} stroke="var(--edge)" />
            <text x={left - 8} y={y(most * share) + 4} textAnchor="end">
              {formatCount(Math.round(most * share), language)}
            </text>
          </g>
        ))}
        {Array.from({ length: line.days }, (_, day) => day + 1).map((day) => (
          <text key={day} x={x(day - 0.5)} y={height - 10} textAnchor="middle">
            {line.days <= 14 || day % 7 === 1 ? say('stock.day', { day }) : ''}
          </text>
        ))}
        <path
          d={path(line.plan.map((doses, at) => ({ at, doses })))}
          fill="none"
          stroke="var(--ink-soft)"
          strokeWidth="2"
          strokeDasharray="6 6"
        />
        <path
          d={path(line.actual)}
          fill="none"
          stroke="var(--accent)"
          strokeWidth="4"
          strokeLinejoin="round"
        />
        {last ? <circle cx={x(last.at)} cy={y(last.doses)} r="6" fill="var(--accent)" /> : null}
      </svg>
      <ul className="legend">
        <li>
          <svg width="32" height="8" aria-hidden="true">
            <path d="M0 4h32" stroke="var(--accent)" strokeWidth="4" />
          </svg>
          {say('stock.actual')}
        </li>
        <li>
          <svg width="32" height="8" aria-hidden="true">
            <path d="M0 4h32" stroke="var(--ink-soft)" strokeWidth="2" strokeDasharray="6 6" />
          </svg>
          {say('stock.plan')}
        </li>
      </ul>
    </figure>
  )
}

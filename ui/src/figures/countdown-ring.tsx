import { formatDuration } from '../language/format.ts'

/** A ring that empties: seconds left of a total. Full and green when the time is over. */
export function CountdownRing({
  secondsLeft,
  totalSeconds,
  label,
  size = 84,
}: {
  secondsLeft: number
  totalSeconds: number
  label: string
  size?: number
}) {
  const over = secondsLeft <= 0
  const share = totalSeconds > 0 ? Math.min(1, Math.max(0, secondsLeft / totalSeconds)) : 0
  const round = 2 * Math.PI * 42
  return (
    <svg role="img" aria-label={label} width={size} height={size} viewBox="0 0 100 100">
      <circle cx="50" cy="50" r="42" fill="none" stroke="var(--plain-ground)" strokeWidth="12" />
      <circle
        cx="50"
        cy="50"
        r="42"
        fill="none"
        stroke={over ? 'var(--good)' : 'var(--accent)'}
        strokeWidth="12"
        strokeDasharray={`${over ? round : round * share} ${round}`}
        transform="rotate(-90 50 50)"
      />
      {over ? (
        <path d="M32 52l12 12 24-26" fill="none" stroke="var(--good)" strokeWidth="9" strokeLinecap="round" />
      ) : (
        <text
          x="50"
          y="50"
          textAnchor="middle"
          dominantBaseline="central"
          fontSize={secondsLeft >= 3600 ? 16 : 22}
          fontWeight="700"
          fill="var(--ink)"
        >
          {formatDuration(secondsLeft)}
        </text>
      )}
    </svg>
  )
}

/** A vial with its doses as bands: what is left is filled, so that a glance counts them. */
export function VialPicture({
  dosesLeft,
  dosesPerVial,
  label,
  height = 120,
}: {
  dosesLeft: number
  dosesPerVial: number
  label: string
  height?: number
}) {
  const bands = Array.from({ length: dosesPerVial }, (_, index) => index)
  const bandHeight = 92 / dosesPerVial
  return (
    <svg role="img" aria-label={label} height={height} viewBox="0 0 70 140">
      <rect x="18" y="2" width="34" height="12" rx="3" fill="var(--ink-soft)" />
      <rect x="23" y="14" width="24" height="10" fill="var(--edge)" />
      <path
        d="M23 24h24l10 14v92a8 8 0 0 1-8 8H21a8 8 0 0 1-8-8V38z"
        fill="var(--surface)"
        stroke="var(--ink)"
        strokeWidth="3"
      />
      {bands.map((band) => (
        <rect
          key={band}
          x="17"
          y={132 - (band + 1) * bandHeight + 1}
          width="36"
          height={bandHeight - 2}
          rx="2"
          fill={band < dosesLeft ? 'var(--accent)' : 'none'}
          stroke="var(--edge)"
          strokeWidth="0.5"
        />
      ))}
    </svg>
  )
}

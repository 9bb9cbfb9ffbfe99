/** How much of a whole is done, and (hatched) how much more is promised. Never wider than the whole. */
export function ProgressBar({
  value,
  promised = 0,
  total,
  label,
}: {
  value: number
  promised?: number
  total: number
  label: string
}) {
  const share = (part: number) => (total > 0 ? Math.min(100, (100 * part) / total) : 0)
  return (
    <div
      className="bar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(total, value)}
      aria-valuenow={value}
    >
      {promised > 0 ? <span className="bar-second" style={{ width: `${share(value + promised)}%` }} /> : null}
      <span style={{ width: `${share(value)}%` }} />
    </div>
  )
}

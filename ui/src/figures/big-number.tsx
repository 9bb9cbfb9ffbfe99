import type { Lane } from '@sentra/contract'
import type { ReactNode } from 'react'

export type Tone = 'plain' | 'good' | 'warn' | 'bad'

/** One figure a coordinator reads across the room, with what it counts under it. */
export function BigNumber({
  value,
  label,
  hint,
  tone = 'plain',
}: {
  value: ReactNode
  label: string
  hint?: string
  tone?: Tone
}) {
  return (
    <div className={`panel big-number tone-${tone}`}>
      <span className="figure big-number-value">{value}</span>
      <span className="big-number-label">{label}</span>
      {hint ? <span className="big-number-hint">{hint}</span> : null}
    </div>
  )
}

/** A ticket's number on its lane's colour: the colour never says anything the words do not. */
export function TicketNumber({
  number,
  lane,
  laneName,
  size = 'large',
}: {
  number: string
  lane: Lane
  laneName?: string | undefined
  size?: 'small' | 'large' | 'huge'
}) {
  return (
    <span className={`ticket-number ticket-number-${size}`} style={{ background: `var(--lane-${lane})` }}>
      <span className="figure">{number}</span>
      {laneName ? <span className="ticket-number-lane">{laneName}</span> : null}
    </span>
  )
}

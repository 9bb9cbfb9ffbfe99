import { laneWords, type QueryAnswer } from '@sentra/contract'
import { formatCount, useWords } from '@sentra/ui'

type Waiting = QueryAnswer<'queue'>['waiting']

/** How many wait in each lane, in the order they are called, with the longest wait in minutes. */
export function LaneCounts({ waiting }: { waiting: Waiting }) {
  const { say, pick, language } = useWords()
  return (
    <ul className="lane-counts">
      {waiting.map((lane) => (
        <li
          key={`${lane.stage}-${lane.lane}`}
          className="lane-count"
          style={{ background: `var(--lane-${lane.lane})` }}
        >
          <span className="figure">{formatCount(lane.count, language)}</span>
          <span>
            {pick(laneWords[lane.lane])}
            {lane.longestWaitSeconds >= 60
              ? ` · ${say('queue.minutes', { minutes: Math.floor(lane.longestWaitSeconds / 60) })}`
              : ''}
          </span>
        </li>
      ))}
    </ul>
  )
}

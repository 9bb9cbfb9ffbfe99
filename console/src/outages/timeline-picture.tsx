import { calendarDay, formatDayAndTime, formatShortDay, formatTime } from '@sentra/ui'
import { wallTimeZone } from '../overview/age.ts'
import { type OutageWord, useOutageWords } from './outage-words.ts'
import type { TimeWindow, Zoom } from './time-window.ts'
import { type CauseGroup, causeGroups, type TimelineRow } from './timeline-rows.ts'

const names = 190
const width = 1000
const rowHeight = 34
const top = 26

export const groupWords: Record<CauseGroup, OutageWord> = {
  network: 'groupNetwork',
  silent: 'groupSilent',
  server: 'groupServer',
  declared: 'groupDeclared',
  unheard: 'groupUnheard',
}

/** On a phone the picture is wider than the screen: what is newest shows first. */
const showNewest = (picture: HTMLElement | null) => {
  if (picture) picture.scrollLeft = picture.scrollWidth
}

/** Rows of sites, bars of outages, days below each other. The table says the same to who does not see it. */
export function TimelinePicture({
  rows,
  window,
  zoom,
}: {
  rows: readonly TimelineRow[]
  window: TimeWindow
  zoom: Zoom
}) {
  const { tell, language } = useOutageWords()
  const height = top + rows.length * rowHeight + 4
  const at = (share: number) => names + share * (width - names)
  const label = (tick: number) =>
    zoom === 'day'
      ? formatTime(tick, wallTimeZone, language)
      : formatShortDay(calendarDay(tick, wallTimeZone), language)
  const count = rows.reduce((sum, { bars }) => sum + bars.length, 0)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: wider than a phone, and must scroll by keyboard */}
      <section className="scroll" tabIndex={0} aria-label={tell('scroll')} ref={showNewest}>
        <svg
          className="outage-picture"
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={tell('picture', {
            count,
            sites: rows.length,
            from: formatDayAndTime(window.from, wallTimeZone, language),
            to: formatDayAndTime(window.to, wallTimeZone, language),
          })}
        >
          <defs>
            <pattern id="outage-unheard" width="8" height="8" patternUnits="userSpaceOnUse">
              <path d="M-2 10L10 -2M-2 2L2 -2M6 10L10 6" className="outage-hatch" />
            </pattern>
            <pattern id="outage-declared" width="8" height="8" patternUnits="userSpaceOnUse">
              <circle cx="4" cy="4" r="2.2" className="outage-dot" />
            </pattern>
          </defs>
          {window.ticks.map((tick) => {
            const x = at((tick - window.from) / (window.to - window.from))
            return (
              <g key={tick}>
                <path className="outage-grid" d={`M${x} ${top - 6}V${height}`} />
                <text x={x + 3} y={top - 10}>
                  {label(tick)}
                </text>
              </g>
            )
          })}
          {rows.map((row, index) => {
            const y = top + index * rowHeight
            return (
              <g key={row.siteId}>
                <path className="outage-grid" d={`M0 ${y}H${width}`} />
                <text x={0} y={y + 22} className="outage-site">
                  {row.siteName.length > 24 ? `${row.siteName.slice(0, 23)}…` : row.siteName}
                </text>
                {row.bars.map((bar) => (
                  <rect
                    key={bar.key}
                    className={`outage-bar outage-${bar.group}`}
                    x={at(bar.start)}
                    // What people said lies under what machines saw: both may last at once.
                    y={bar.group === 'declared' ? y + 20 : y + 5}
                    width={bar.length * (width - names)}
                    height={bar.group === 'declared' ? 10 : 13}
                  />
                ))}
              </g>
            )
          })}
        </svg>
      </section>
      <ul className="outage-legend" aria-hidden="true">
        {causeGroups.map((group) => (
          <li key={group}>
            <svg width="26" height="16" viewBox="0 0 26 16" aria-hidden="true">
              <rect x="1" y="1" width="24" height="14" className={`outage-bar outage-${group}`} />
            </svg>
            {tell(groupWords[group])}
          </li>
        ))}
      </ul>
    </>
  )
}

import type { TimeAxis } from './time-axis.ts'

export interface Series {
  readonly name: string
  /** One of the report's colours: a CSS custom property. */
  readonly colour: string
  readonly points: readonly (readonly [moment: number, value: number])[]
  readonly dashed?: boolean
  /** Fill down to zero. */
  readonly area?: boolean
}

export interface Plot {
  readonly title: string
  readonly unit: string
  readonly axis: TimeAxis
  readonly series: readonly Series[]
  readonly outages: readonly { readonly from: number; readonly until: number }[]
  readonly siteKills: readonly number[]
}

export const plotWidth = 960
export const plotLeft = 48
const height = 230
const top = 12
const bottom = 26

/** One drawing: outages as shade behind, killed sites as marks above, a line for each series, a legend in words. */
export function drawPlot(plot: Plot): string {
  const most = niceTop(
    Math.max(1, ...plot.series.flatMap((series) => series.points.map(([, value]) => value))),
  )
  const y = (value: number) => top + (height - top - bottom) * (1 - value / most)
  const { axis } = plot
  const parts: string[] = []
  for (const { from, until } of plot.outages) {
    const x = axis.x(from)
    const width = Math.max(1, axis.x(until) - x)
    parts.push(
      `<rect class="outage" x="${r(x)}" y="${top}" width="${r(width)}" height="${height - top - bottom}"/>`,
    )
  }
  for (const value of [0, most / 4, most / 2, (most * 3) / 4, most]) {
    parts.push(
      `<line class="grid" x1="${plotLeft}" x2="${plotWidth}" y1="${r(y(value))}" y2="${r(y(value))}"/>`,
    )
    parts.push(
      `<text class="tick" x="${plotLeft - 6}" y="${r(y(value) + 4)}" text-anchor="end">${label(value)}</text>`,
    )
  }
  for (const day of axis.days) {
    parts.push(`<line class="day" x1="${r(day.x)}" x2="${r(day.x)}" y1="${top}" y2="${height - bottom}"/>`)
    parts.push(
      `<text class="tick" x="${r(day.x + day.width / 2)}" y="${height - 8}" text-anchor="middle">${day.label}</text>`,
    )
  }
  for (const moment of plot.siteKills) {
    const x = r(axis.x(moment))
    parts.push(`<path class="kill" d="M${x} ${top + 7}l-5 -8h10z"/>`)
  }
  for (const series of plot.series) parts.push(...drawSeries(series, axis, y))
  const legend = plot.series
    .map((series) => `<li><i style="background:var(${series.colour})"></i>${series.name}</li>`)
    .join('')
  return `<figure><figcaption>${plot.title} <small>${plot.unit}</small></figcaption>
<svg viewBox="0 0 ${plotWidth} ${height}" role="img" aria-label="${plot.title}">${parts.join('')}</svg>
<ul class="legend">${legend}</ul></figure>`
}

/** A line for each day: the night between is no line. */
function drawSeries(series: Series, axis: TimeAxis, y: (value: number) => number): string[] {
  return axis.days.flatMap((day) => {
    const points = series.points.filter(([moment]) => moment >= day.from && moment <= day.until)
    if (points.length === 0) return []
    const line = points.map(([moment, value]) => `${r(axis.x(moment))} ${r(y(value))}`).join('L')
    const style = `stroke:var(${series.colour})`
    const dash = series.dashed ? ' stroke-dasharray="5 4"' : ''
    const drawn = [`<path class="line" d="M${line}" style="${style}"${dash}/>`]
    if (series.area) {
      const first = r(axis.x(points[0]![0]))
      const last = r(axis.x(points.at(-1)![0]))
      drawn.unshift(
        `<path class="area" d="M${first} ${r(y(0))}L${line}L${last} ${r(y(0))}Z" style="fill:var(${series.colour})"/>`,
      )
    }
    return drawn
  })
}

/** The next round number with four round quarters. */
function niceTop(value: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(value))
  for (const step of [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10])
    if (step * magnitude >= value) return Math.max(4, step * magnitude)
  return 10 * magnitude
}

const label = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(1))
const r = (value: number) => Math.round(value * 10) / 10

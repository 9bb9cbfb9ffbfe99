import { dosesOf } from '../karawang/plan.ts'
import { momentOf, wallTime } from '../karawang/plan-time.ts'
import type { KarawangRun } from '../karawang/run-karawang.ts'
import type { DayFigures } from './day-figures.ts'
import { drawPlot, type Plot, plotLeft, plotWidth } from './plot.ts'
import { reportStyle } from './report-style.ts'
import { timeAxis } from './time-axis.ts'

/** The report as one file that needs nothing else: no script, no font, no address. */
export function htmlReport(run: KarawangRun, days: readonly DayFigures[]): string {
  const { plan } = run.evidence
  const holds = run.results.every((result) => result.passed)
  const passed = run.results.filter((result) => result.passed).length
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Karawang · ${holds ? 'holds' : 'breaks'} · seed ${plan.seed}</title><style>${reportStyle}</style></head><body>
<header><p class="verdict ${holds ? 'holds' : 'breaks'}">${holds ? '✓ Semua janji ditepati · Every promise held' : '✗ Ada janji yang dilanggar · A promise broke'}</p>
<h1>${plan.name}</h1>
<p>${passed} of ${run.results.length} checks · ${dosesOf(plan)} doses · ${plan.people} people · hub killed ${run.evidence.hubKills} ×, site ${run.evidence.siteKills} × · seed ${plan.seed} · ${run.machine.requests} requests in ${run.machine.realSeconds} s</p></header>
${plots(run).map(drawPlot).join('\n')}
<h2>Hari demi hari · Day by day</h2>${dayTableHtml(days)}
<h2>Gangguan · Outages</h2>${outageTableHtml(run)}
<h2>Janji · Promises</h2>${promisesHtml(run)}
<footer>Shaded: the hub was down, as the simulation killed it. ▼: the site was killed. The last column of each plot is the morning after, when only the card desk is open.</footer>
</body></html>
`
}

function plots({ evidence, samples, outages }: KarawangRun): Plot[] {
  const { plan } = evidence
  const shared = {
    axis: timeAxis(plan, plotLeft, plotWidth - plotLeft),
    outages: outages.map((outage) => ({
      from: outage.killedAt,
      until: outage.restartedAt ?? outage.killedAt,
    })),
    siteKills: plan.siteKills.map((kill) => momentOf(plan, kill.day, kill.at)),
  }
  const over = (value: (sample: (typeof samples)[number]) => number) =>
    samples.map((sample) => [sample.at, value(sample)] as const)
  return [
    {
      ...shared,
      title: 'Stok terhadap rencana · Stock against plan',
      unit: 'doses',
      series: [
        { name: 'doses on hand', colour: '--one', points: over((s) => s.dosesOnHand), area: true },
        {
          name: 'planned at close of the day',
          colour: '--two',
          points: over((s) => s.plannedAtClose),
          dashed: true,
        },
      ],
    },
    {
      ...shared,
      title: 'Panjang antrean menurut jalur · Line length by lane',
      unit: 'people waiting for registration',
      series: [
        { name: 'walk-in', colour: '--one', points: over((s) => s.line['walk-in']) },
        { name: 'return ticket', colour: '--two', points: over((s) => s.line['return-ticket']) },
        { name: 'priority', colour: '--three', points: over((s) => s.line.priority) },
      ],
    },
    {
      ...shared,
      title: 'Tunggu terlama menurut jalur · Longest wait by lane',
      unit: 'minutes',
      series: [
        { name: 'walk-in', colour: '--one', points: over((s) => s.longestWaitMinutes['walk-in']) },
        {
          name: 'return ticket',
          colour: '--two',
          points: over((s) => s.longestWaitMinutes['return-ticket']),
        },
        { name: 'priority', colour: '--three', points: over((s) => s.longestWaitMinutes.priority) },
      ],
    },
    {
      ...shared,
      title: 'Gangguan dan tunggakan · Outages and backlog',
      unit: 'events that the hub has not receipted',
      series: [{ name: 'backlog', colour: '--two', points: over((s) => s.waitingForHub), area: true }],
    },
    {
      ...shared,
      title: 'Kartu menurut keadaan · Cards by state',
      unit: 'cards',
      series: [
        { name: 'national, handed over', colour: '--one', points: over((s) => s.cards.national) },
        { name: 'local, live', colour: '--two', points: over((s) => s.cards.localLive), area: true },
        { name: 'local, exchanged', colour: '--three', points: over((s) => s.cards.exchanged) },
      ],
    },
  ]
}

function dayTableHtml(days: readonly DayFigures[]): string {
  const columns = Object.keys(days[0] ?? {}).filter((key) => key !== 'day') as (keyof DayFigures)[]
  return tableHtml(
    columns.map(words),
    days.map((day) => columns.map((key) => day[key])),
  )
}

function tableHtml(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (tag: string, cells: readonly (string | number)[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`
  const body = rows.map((cells) => line('td', cells)).join('')
  return `<div class="scroll"><table><thead>${line('th', head)}</thead><tbody>${body}</tbody></table></div>`
}

function outageTableHtml({ evidence: { plan }, outages }: KarawangRun): string {
  const rows = outages.map((outage) => {
    const back = outage.restartedAt ?? outage.killedAt
    const hours = ((back - outage.killedAt) / 3_600_000).toFixed(1)
    const drained = outage.drainSeconds === null ? '–' : `${outage.drainSeconds.toFixed(2)} s`
    return [
      outage.day,
      wallTime(plan, outage.killedAt),
      wallTime(plan, back),
      hours,
      `${outage.noticedSeconds.toFixed(2)} s`,
      outage.backlogAtReturn,
      drained,
    ]
  })
  const head = [
    'day',
    'killed',
    'back',
    'hours',
    'noticed after (real)',
    'backlog at return',
    'drained in (real)',
  ]
  return tableHtml(head, rows)
}

function promisesHtml({ results }: KarawangRun): string {
  const items = results.map(({ passed, promise, title, figures, problems }) => {
    const numbers = Object.entries(figures).map(
      ([name, value]) => `${words(name)} <b>${escapeHtml(String(value))}</b>`,
    )
    const wrong = problems.map((problem) => `<li>${escapeHtml(problem)}</li>`).join('')
    return `<li class="${passed ? 'holds' : 'breaks'}"><span>${passed ? '✓' : '✗'} ${promise}</span> ${escapeHtml(title)}<br><small>${numbers.join(' · ')}</small>${wrong ? `<ul>${wrong}</ul>` : ''}</li>`
  })
  return `<ul class="promises">${items.join('')}</ul>`
}

/** `longestWaitMinutes` as a person would say it. */
const words = (key: string) => key.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

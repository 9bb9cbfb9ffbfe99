import type { BenchResult, SkippedBench } from './report.ts'

/** What `bench/results/<name>-<form>.json` holds. */
export interface BenchFile {
  readonly name: string
  readonly form: string
  readonly results: readonly (BenchResult | SkippedBench)[]
}

/** The results as a table in Markdown: what, gate and aim, what was found, and how it stands. */
export function tableOf({ results }: BenchFile): string {
  const head = ['', 'what', 'gate · aim', 'found', 'by processor time', '']
  const rows = results.map((result) => ('skipped' in result ? skippedRow(result) : row(result)))
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/**
 * `text` with each table renewed that stands between `<!-- bench: <name>-<form> -->` and `<!-- /bench -->`.
 * A table of other results is left as it is.
 */
export function withTable(text: string, file: BenchFile): string {
  const begin = `<!-- bench: ${file.name}-${file.form} -->`
  const end = '<!-- /bench -->'
  const from = text.indexOf(begin)
  if (from < 0) return text
  const to = text.indexOf(end, from)
  if (to < 0) throw new Error(`${begin} has no ${end} behind it`)
  return `${text.slice(0, from + begin.length)}\n\n${tableOf(file)}\n\n${text.slice(to)}`
}

/** `aim met`, `gate met` or `MISSED`; null where nothing is asked. */
export function standing({
  better,
  value,
  gate,
  aim,
}: BenchResult): 'aim met' | 'gate met' | 'MISSED' | null {
  if (gate === null && aim === null) return null
  const meets = (bound: number | null) =>
    bound !== null && (better === 'higher' ? value >= bound : value <= bound)
  if (meets(aim)) return 'aim met'
  return meets(gate) ? 'gate met' : 'MISSED'
}

function row(result: BenchResult): string[] {
  const { ratio, ratioByProcessorTime } = result.comparison ?? {}
  const range = ratio ? ` (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})` : ''
  const stands = standing(result)
  return [
    result.id,
    result.title,
    `${result.gate ?? '–'} · ${result.aim ?? '–'}`,
    `${rounded(result.value)} ${result.unit}${range}`,
    ratioByProcessorTime ? `${rounded(ratioByProcessorTime.median)} ×` : '',
    stands === 'MISSED' ? '**missed**' : (stands ?? ''),
  ]
}

const skippedRow = ({ id, skipped }: SkippedBench): string[] => [id, `not run: ${skipped}`, '', '', '', '']

const rounded = (value: number): string => Number(value.toPrecision(3)).toLocaleString('en')

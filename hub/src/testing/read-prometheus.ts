/** One figure of `/metrics`: its name, its labels, its value. */
export type Sample = { name: string; labels: Record<string, string>; value: number }
export type Metric = { help: string; type: string; samples: Sample[] }

/**
 * The text format of Prometheus, read strictly: HELP and TYPE once and before the samples, samples of one metric
 * together, no label twice, values that are numbers, counters ending in `_total`, buckets that only grow.
 * Source: Prometheus, "Exposition formats", text format 0.0.4.
 */
export function readPrometheus(text: string): Map<string, Metric> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end')
  const metrics = new Map<string, Metric>()
  const seen = new Set<string>()
  let current: Metric | undefined
  let currentName = ''
  for (const line of text.split('\n')) {
    if (line === '') continue
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.+)$/.exec(line)
    if (comment) {
      const [, kind, name, rest] = comment as unknown as [string, string, string, string]
      if (kind === 'HELP') {
        if (metrics.has(name)) throw new Error(`${name} is described twice`)
        current = { help: rest, type: '', samples: [] }
        currentName = name
        metrics.set(name, current)
      } else {
        if (name !== currentName || current?.type !== '') throw new Error(`TYPE of ${name} out of place`)
        if (!/^(counter|gauge|histogram|summary|untyped)$/.test(rest)) throw new Error(`no type: ${rest}`)
        current.type = rest
      }
      continue
    }
    const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line)
    if (!sample || !current) throw new Error(`not to be read: ${line}`)
    const [, name, inBraces = '', number] = sample as unknown as [string, string, string | undefined, string]
    const suffix = name.startsWith(currentName) ? name.slice(currentName.length) : 'other'
    if (!(current.type === 'histogram' ? /^_(bucket|sum|count)$/ : /^$/).test(suffix))
      throw new Error(`${name} among the samples of ${currentName}`)
    const value = Number(number.replace('+Inf', 'Infinity'))
    // A mean of nothing; Prometheus reads it in any case.
    if (Number.isNaN(value) && number.toLowerCase() !== 'nan')
      throw new Error(`${name} has no number: ${number}`)
    const key = `${name}{${inBraces}}`
    if (seen.has(key)) throw new Error(`twice: ${key}`)
    seen.add(key)
    current.samples.push({ name, labels: labelsOf(inBraces), value })
  }
  for (const [name, { type, samples }] of metrics) {
    if (type === '') throw new Error(`${name} has no type`)
    if (type === 'counter' && !name.endsWith('_total')) throw new Error(`${name} counts and does not say so`)
    const buckets = samples.filter((each) => each.name.endsWith('_bucket') && !('phase' in each.labels))
    if (type === 'histogram' && Object.keys(buckets[0]?.labels ?? {}).length === 1)
      for (const [index, { value }] of buckets.entries())
        if (value < (buckets[index - 1]?.value ?? 0))
          throw new Error(`${name}: a bucket holds less than the one before`)
  }
  return metrics
}

function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {}
  let rest = text
  while (rest !== '') {
    const label = /^([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/.exec(rest)
    if (!label) throw new Error(`no labels: ${text}`)
    const [whole, name, value] = label as unknown as [string, string, string]
    if (name in labels) throw new Error(`label twice: ${text}`)
    labels[name] = value
    rest = rest.slice(whole.length)
  }
  return labels
}

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { BenchResult } from './report.ts'
import { type BenchFile, standing, tableOf, withTable } from './table.ts'

const result = (change: Partial<BenchResult>): BenchResult => ({
  id: 'X1',
  title: 'one thing ÷ another',
  gate: 0.5,
  aim: 0.8,
  better: 'higher',
  value: 0.6,
  unit: '×',
  leavesOut: '–',
  ...change,
})
const file = (...results: BenchFile['results'][number][]): BenchFile => ({
  name: 'site',
  form: 'full',
  results,
})

describe('the table of a benchmark', () => {
  test.each([
    ['higher', 0.4, 'MISSED'],
    ['higher', 0.5, 'gate met'],
    ['higher', 0.8, 'aim met'],
    ['lower', 0.9, 'MISSED'],
    ['lower', 0.7, 'gate met'],
    ['lower', 0.5, 'aim met'],
  ] as const)('where %s is better, %d is: %s', (better, value, stands) => {
    const bounds = better === 'higher' ? { gate: 0.5, aim: 0.8 } : { gate: 0.8, aim: 0.5 }
    expect(standing(result({ better, value, ...bounds }))).toBe(stands)
  })

  test('a bench that did not run says why, and meets nothing', () => {
    expect(tableOf(file({ id: 'Y2', skipped: 'no PouchDB here' }))).toContain(
      '| Y2 | not run: no PouchDB here |',
    )
  })

  test('takes the place of the one before, and leaves the words around it', () => {
    const text =
      'before\n<!-- bench: site-full -->\nold\n<!-- /bench -->\nafter\n<!-- bench: hub-full -->\nhub\n<!-- /bench -->\n'
    const renewed = withTable(text, file(result({})))
    expect(renewed).not.toContain('old')
    expect(renewed).toMatch(/^before\n.*\| X1 \|.*after\n.*hub\n.*$/s)
    expect(withTable(renewed, file(result({})))).toBe(renewed)
  })

  test('docs/performance.md says what the kept results say', () => {
    const text = readFileSync(new URL('../../docs/performance.md', import.meta.url), 'utf8')
    const folder = new URL('../results/', import.meta.url)
    const kept = readdirSync(folder).filter((name) => name.endsWith('.json'))
    for (const name of kept) {
      const content = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as BenchFile
      expect(withTable(text, content), name).toBe(text)
    }
    const shown = [...text.matchAll(/<!-- bench: (\S+) -->/g)].map(([, name]) => `${name}.json`)
    expect(shown.length).toBeGreaterThan(0)
    expect(kept).toEqual(expect.arrayContaining(shown))
  })
})

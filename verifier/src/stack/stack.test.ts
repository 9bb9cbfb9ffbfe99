import type { Verdict } from '@sentra/contract'
import { assert, describe, test } from 'vitest'
import { addToStack, countStack, emptyStack, type Stack, stackKey, stackMax } from './stack.ts'
import { stackCsv } from './stack-csv.ts'
import { stackTone } from './stack-tone.ts'

const at = '2021-08-09T10:00:00.000Z'

describe('a stack of withdrawn cards', () => {
  test('counts each card once, however often it comes up', () => {
    const stack = scan(['A1', 'exchanged'], ['A2', 'exchanged'], ['A1', 'exchanged'])
    assert.deepEqual(
      stack.entries.map(({ place, times }) => [place, times]),
      [
        [1, 2],
        [2, 1],
      ],
    )
    const { cards, repeated } = countStack(stack)
    assert.deepEqual({ cards, repeated }, { cards: 2, repeated: 1 })
  })

  test('shows what does not belong there: a card that still counts, a forgery', () => {
    const { byKind } = countStack(
      scan(['A1', 'exchanged'], ['A2', 'valid-local'], [null, 'not-genuine'], ['A3', 'exchanged']),
    )
    assert.equal(byKind.exchanged, 2)
    assert.equal(byKind['valid-local'], 1)
    assert.equal(byKind['not-genuine'], 1)
  })

  test('looks the other way round from a gate: what still counts is put aside', () => {
    assert.equal(stackTone('exchanged'), 'good')
    assert.equal(stackTone('withdrawn'), 'good')
    assert.notEqual(stackTone('valid-local'), 'good')
    assert.equal(stackTone('not-genuine'), 'stop')
  })

  test('a card that was packed anew is the same card; two forgeries are two', () => {
    assert.equal(
      stackKey(verdict('A1', 'exchanged'), 'HC1:ONE'),
      stackKey(verdict('A1', 'exchanged'), 'HC1:TWO'),
    )
    const [one, two] = ['ONE', 'TWO'].map((text) => stackKey(verdict(null, 'not-genuine'), text))
    assert.notEqual(one, two)
  })

  test('the newest answer about a card counts: lists may have come in between', () => {
    const stack = scan(['A1', 'valid-local'], ['A1', 'exchanged'])
    assert.equal(stack.entries[0]?.verdict.kind, 'exchanged')
  })

  test('says when it is full, and still counts what it knows', () => {
    const entries = Array.from({ length: stackMax }, (_, index) => ({
      place: index + 1,
      key: `A${index}`,
      verdict: verdict(`A${index}`, 'exchanged'),
      scannedAt: at,
      times: 1,
    }))
    assert.equal(addToStack({ entries }, 'new', verdict('new', 'exchanged'), at), 'full')
    assert.notEqual(addToStack({ entries }, 'A7', verdict('A7', 'exchanged'), at), 'full')
  })
})

describe('its file', () => {
  test('has a line a card and no name', () => {
    const csv = stackCsv(scan(['A1', 'exchanged'], [null, 'not-genuine']))
    const lines = csv.trimEnd().split('\r\n')
    assert.equal(
      lines[1],
      `1,A1,local,exchanged,exchanged,yes,2021-08-09T09:00:00.000Z,krw-01,1,2021-08-09T10:00:00.000Z`,
    )
    assert.match(lines[2] ?? '', /^2,,,not-genuine,/)
    assert.notInclude(csv, 'Contoh')
  })

  test('runs no formula in a spreadsheet, and keeps commas', () => {
    const csv = stackCsv(scan(['=HYPERLINK("x")', 'exchanged'], ['a,b', 'exchanged']))
    assert.include(csv, `"'=HYPERLINK(""x"")"`)
    assert.include(csv, `"a,b"`)
  })
})

function scan(...cards: (readonly [serial: string | null, kind: Verdict['kind']])[]): Stack {
  return cards.reduce<Stack>((stack, [serial, kind]) => {
    const answer = verdict(serial, kind)
    const added = addToStack(stack, stackKey(answer, String(serial)), answer, at)
    assert.notEqual(added, 'full')
    return (added as Exclude<typeof added, 'full'>).stack
  }, emptyStack)
}

function verdict(serial: string | null, kind: Verdict['kind']): Verdict {
  const card = serial && {
    kind: 'local',
    serial,
    fullName: 'Contoh Siti',
    site: { siteId: 'krw-01', name: 'Stadion' },
  }
  return {
    kind,
    reason: kind === 'exchanged' ? 'exchanged' : kind === 'not-genuine' ? 'bad-signature' : 'ok',
    statusKnown: serial !== null,
    statusAsOf: '2021-08-09T09:00:00.000Z',
    ...(card ? { card } : {}),
  } as Verdict
}

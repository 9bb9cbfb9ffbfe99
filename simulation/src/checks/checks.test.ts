import { assert, describe, test } from 'vitest'
import { checkEverybodyHasACard, checkOneLiveCard, checkPapers } from './card-checks.ts'
import { type Check, type Evidence, type Fact, factsOf } from './evidence.ts'
import { runChecks } from './index.ts'
import { checkLog } from './log-check.ts'
import { merkleRoot } from './merkle-root.ts'
import { checkNobodyLeavesWithNothing, checkPromisesKept } from './promise-checks.ts'
import {
  checkAcknowledged,
  checkHubKnowsTheCards,
  checkOutages,
  checkReconciliation,
} from './reconciliation-checks.ts'
import { checkStock } from './stock-check.ts'
import { smallEvidence } from './twins/small-evidence.ts'

type Small = ReturnType<typeof smallEvidence>
const without = (facts: readonly Fact[], fact: Fact | undefined) => facts.filter((each) => each !== fact)

test('a campaign in which every promise was kept passes every check', async () => {
  for (const result of await runChecks(smallEvidence())) assert.deepEqual(result.problems, [], result.title)
})

/** Each twin spoils one thing; the check must fail and its words must say what. */
async function mustFail(
  check: Check,
  spoil: (evidence: Small) => Partial<Evidence> | undefined,
  words: RegExp,
) {
  const evidence = smallEvidence()
  const result = await check({ ...evidence, ...spoil(evidence) })
  assert.isFalse(result.passed)
  assert.match(result.problems.join('\n'), words)
}

describe('the stock check fails', () => {
  test('when a dose is left at the close of the last day', () =>
    mustFail(
      checkStock,
      ({ facts }) => ({ facts: without(facts, factsOf(facts, 'immunization.recorded').at(-1)) }),
      /1 doses were left, not 0/,
    ))
  test('when the stock was gone before the last day', () =>
    mustFail(
      checkStock,
      ({ facts }) => void Object.assign(factsOf(facts, 'stock.received')[0]!.data, { vials: 1 }),
      /gone before the last day/,
    ))
  test('when the site says another figure than its log', () =>
    mustFail(
      checkStock,
      ({ facts }) => void Object.assign(factsOf(facts, 'session.closed')[0]!.data, { dosesOnHand: 3 }),
      /the log says 2/,
    ))
})

describe('the check that nobody leaves with nothing fails', () => {
  test('when somebody came and nothing is known of them', () =>
    mustFail(
      checkNobodyLeavesWithNothing,
      ({ visitors }) => void visitors[5]!.days.pop(),
      /left with nothing/,
    ))
  test('when a return ticket is not in the log', () =>
    mustFail(
      checkNobodyLeavesWithNothing,
      ({ visitors }) => void Object.assign(visitors[2]!, { ticketId: 'x' }),
      /the log does not know/,
    ))
  test('when somebody got a statement although tomorrow had places', () =>
    mustFail(
      checkNobodyLeavesWithNothing,
      ({ visitors, facts, plan }) => {
        visitors[2]!.days[0] = { day: 1, outcome: 'statement' }
        return {
          facts: facts.filter((fact) => fact.type !== 'ticket.issued'),
          plan: { ...plan, dosesPerVial: 1 },
        }
      },
      /was not fully promised/,
    ))
})

describe('the check of promises kept fails', () => {
  test('when a walk-in is called while a holder waits', () =>
    mustFail(
      checkPromisesKept,
      ({ facts }) => {
        const [holder, walkIn] = factsOf(facts, 'queue.called').slice(-2)
        const called = holder!.data.ticketId
        holder!.data.ticketId = walkIn!.data.ticketId
        walkIn!.data.ticketId = called
        return undefined
      },
      /walk-in was called while 1 holders/,
    ))
  test('when a holder who came back got no dose', () =>
    mustFail(
      checkPromisesKept,
      ({ facts, visitors }) => ({
        facts: facts.filter(
          (fact) => fact.type !== 'immunization.recorded' || fact.data.ticketId !== visitors[2]!.ticketId,
        ),
      }),
      /came back and got no dose/,
    ))
})

describe('the check of cards fails', () => {
  test('when somebody left without one', () =>
    mustFail(checkEverybodyHasACard, ({ visitors }) => void visitors[0]!.papers.pop(), /left without a card/))
  test('when a card did not verify at the door', () =>
    mustFail(
      checkEverybodyHasACard,
      ({ visitors }) => void Object.assign(visitors[0]!.papers[0]!, { verdictThen: 'not-genuine' }),
      /is "not-genuine"/,
    ))
  test('when a local card names an outage that was over', () =>
    mustFail(
      checkEverybodyHasACard,
      ({ facts }) => {
        const ended = factsOf(facts, 'outage.ended')[0]!
        ended.seq = 1
        return undefined
      },
      /did not last at that moment/,
    ))
  test('when a local card has no dose', () =>
    mustFail(
      checkEverybodyHasACard,
      ({ facts }) =>
        void Object.assign(factsOf(facts, 'local-card.issued')[0]!.data, { immunizationId: 'x' }),
      /without a recorded dose/,
    ))
  test('when an exchanged card still verifies as valid', () =>
    mustFail(
      checkOneLiveCard,
      ({ papers }) => ({ papers: papers.map((paper) => ({ ...paper, verdictNow: `valid-${paper.kind}` })) }),
      /verifies as "valid-local"[\s\S]*2 live cards/,
    ))
  test('when a dose has no live card', () =>
    mustFail(checkOneLiveCard, ({ papers }) => ({ papers: papers.slice(1) }), /0 live cards/))
  test('when the QR on a paper says something else', () =>
    mustFail(
      checkPapers,
      () => ({ pdfs: [{ cardId: 'c', isPdf: true, qrIsTheCard: false, verdict: null }] }),
      /not the card’s text/,
    ))
})

describe('the reconciliation fails', () => {
  test('when the hub lacks a dose', () =>
    mustFail(
      checkReconciliation,
      ({ hubDoses }) => ({ hubDoses: hubDoses.slice(1) }),
      /does not have this dose/,
    ))
  test('when the hub has a dose twice', () =>
    mustFail(
      checkReconciliation,
      ({ hubDoses }) => ({ hubDoses: [...hubDoses, hubDoses[0]!] }),
      /dose at the hub twice/,
    ))
  test('when two doses claim the same place in a vial', () =>
    mustFail(
      checkReconciliation,
      ({ facts }) => void Object.assign(factsOf(facts, 'immunization.recorded')[1]!.data, { vialDose: 1 }),
      /place in a vial twice/,
    ))
  test('when a vial gave more than was recorded', () =>
    mustFail(
      checkReconciliation,
      ({ facts }) => void Object.assign(factsOf(facts, 'stock.vial-closed')[0]!.data, { dosesDrawn: 3 }),
      /5 doses left the vials/,
    ))
  test('when the hub holds an exchanged card for live', () =>
    mustFail(
      checkHubKnowsTheCards,
      ({ hubDoses }) => ({
        hubDoses: hubDoses.map((dose) => ({
          ...dose,
          localCardState: dose.localCardId ? ('live' as const) : null,
        })),
      }),
      /the hub says local live/,
    ))
  test('when an acknowledged command is not in the log', () =>
    mustFail(
      checkAcknowledged,
      ({ acknowledged }) => ({ acknowledged: [...acknowledged, { ...acknowledged[0]!, seq: 999 }] }),
      /something else there/,
    ))
  test('when the log has a fact that nobody asked for', () =>
    mustFail(
      checkAcknowledged,
      ({ acknowledged }) => ({ acknowledged: acknowledged.slice(1) }),
      /never asked for/,
    ))
  test('when an outage never ended', () =>
    mustFail(
      checkOutages,
      ({ facts }) => ({ facts: facts.filter((fact) => fact.type !== 'outage.ended') }),
      /never ended/,
    ))
  test('when a kill of the hub is missing in the log', () =>
    mustFail(checkOutages, () => ({ hubKills: 2 }), /killed 2 times/))
})

describe('the check of the log fails', () => {
  test('when one byte of one line is another', () =>
    mustFail(
      checkLog,
      ({ lines }) => ({ lines: [lines[0]!.replace('krw-01', 'krw-02'), ...lines.slice(1)] }),
      /another root/,
    ))
  test('when the last line is missing', () =>
    mustFail(
      checkLog,
      ({ lines, facts }) => ({ lines: lines.slice(0, -1), facts: facts.slice(0, -1) }),
      /the log has/,
    ))
  test('when a number is skipped', () =>
    mustFail(checkLog, ({ facts }) => ({ facts: without(facts, facts[3]) }), /place 4 in the log has seq 5/))
  test('when the receipt is signed by somebody else', () => {
    const other = smallEvidence()
    return mustFail(checkLog, () => ({ receiptNote: other.receiptNote }), /receipt does not verify/)
  })
})

test('the Merkle root is that of RFC 6962', () => {
  // The tree of the specification's reference implementation over "", 0x00, 0x10, "  !".
  assert.equal(
    merkleRoot([]).toString('hex'),
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  )
  assert.equal(
    merkleRoot(['']).toString('hex'),
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  )
  assert.equal(
    merkleRoot(['', '\u0000']).toString('hex'),
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  )
})

import { dateOfDay } from '../karawang/plan-time.ts'
import { type CheckResult, type Evidence, type Fact, factsOf, judge } from './evidence.ts'

/**
 * P5, first half: nobody leaves with nothing. Whoever was not vaccinated on the day they came has a return
 * ticket in the log, or was deferred by screening, or got a plain statement – on the last day, or when the
 * log shows that every dose of the next day was promised already.
 */
export function checkNobodyLeavesWithNothing(evidence: Evidence): CheckResult {
  const { plan, facts, visitors } = evidence
  const problems: string[] = []
  const count = { vaccinated: 0, deferred: 0, returnTicket: 0, statement: 0, statementsBeforeLastDay: 0 }
  const returnTickets = new Set(
    factsOf(facts, 'ticket.issued')
      .filter(({ data }) => data.kind === 'return')
      .map(({ data }) => data.ticketId),
  )
  const full = daysFullyPromised(evidence)
  for (const visitor of visitors) {
    const { index, day } = visitor.comer
    const outcome = visitor.days.find((entry) => entry.day === day)
    if (outcome?.outcome === 'vaccinated') count.vaccinated += 1
    else if (outcome?.outcome === 'deferred') count.deferred += 1
    else if (outcome?.outcome === 'return-ticket') {
      count.returnTicket += 1
      if (!visitor.ticketId || !returnTickets.has(visitor.ticketId)) {
        problems.push(`person ${index} was told of a return ticket that the log does not know`)
      }
    } else if (outcome?.outcome === 'statement') {
      count.statement += 1
      if (day === plan.days) continue
      count.statementsBeforeLastDay += 1
      if (!full.has(day + 1))
        problems.push(
          `person ${index} got a statement on day ${day}, although day ${day + 1} was not fully promised`,
        )
    } else
      problems.push(
        `person ${index} came on day ${day} and left with nothing (${outcome?.outcome ?? 'no outcome'})`,
      )
  }
  const statements = factsOf(facts, 'visitor.turned-away')
  for (const { data, seq } of statements) {
    if (data.reason === 'last-day' && data.localDate !== dateOfDay(plan, plan.days)) {
      problems.push(`seq ${seq}: "last day" said on ${data.localDate}`)
    }
  }
  return judge('P5', 'nobody leaves with nothing', problems, { people: visitors.length, ...count })
}

/** Days for which as many return tickets were out as that day's quota, when somebody was told "full". */
function daysFullyPromised({ plan, facts }: Evidence): Set<number> {
  const full = new Set<number>()
  for (let day = 2; day <= plan.days; day += 1) {
    const date = dateOfDay(plan, day)
    const promised = factsOf(facts, 'ticket.issued').filter(
      ({ data }) => data.kind === 'return' && data.validOn === date,
    ).length
    const opened = factsOf(facts, 'session.opened').find(({ data }) => data.plan.localDate === date)
    // One vial of doubt: while people were told, the day before had not used its last vial yet.
    if (opened && promised >= opened.data.plan.quota - plan.dosesPerVial) full.add(day)
  }
  return full
}

/**
 * P5, second half: who came back got a dose – or was deferred by screening, as anybody may be – and while
 * a holder stood in the line nobody without a promise was called. The order is the log's own.
 */
export function checkPromisesKept({ facts, visitors }: Evidence): CheckResult {
  const problems: string[] = []
  const tickets = new Map(factsOf(facts, 'ticket.issued').map(({ data }) => [data.ticketId, data]))
  const vaccinated = new Set(factsOf(facts, 'immunization.recorded').map(({ data }) => data.ticketId))
  const visitOfTicket = new Map(
    factsOf(facts, 'visit.registered').map(({ data }) => [data.ticketId, data.visitId]),
  )
  const deferred = new Set(
    factsOf(facts, 'screening.recorded')
      .filter(({ data }) => !goesOn(data.decision))
      .map(({ data }) => data.visitId),
  )
  const checkedIn = factsOf(facts, 'ticket.checked-in')
  let served = 0
  let deferredHolders = 0
  for (const { data } of checkedIn) {
    if (vaccinated.has(data.ticketId)) served += 1
    else if (deferred.has(visitOfTicket.get(data.ticketId) ?? '')) deferredHolders += 1
    else
      problems.push(
        `the holder of ${tickets.get(data.ticketId)?.number ?? data.ticketId} came back and got no dose`,
      )
  }
  const returned = visitors.filter((visitor) => visitor.cameBack)
  const known = new Set(checkedIn.map(({ data }) => data.ticketId))
  for (const visitor of returned) {
    if (!known.has(visitor.ticketId ?? ''))
      problems.push(`person ${visitor.comer.index} came back and the log does not know`)
  }
  const inversions = findInversions(facts)
  problems.push(...inversions)
  return judge('P5', 'every holder who came back was served before any walk-in, and got a dose', problems, {
    cameBack: returned.length,
    gotADose: served,
    deferredByScreening: deferredHolders,
    inversions: inversions.length,
  })
}

/** Calls to registration of somebody without a promise while a checked-in holder waited. */
function findInversions(facts: readonly Fact[]): string[] {
  const problems: string[] = []
  const lanes = new Map<string, string>()
  const waitingHolders = new Set<string>()
  for (const fact of facts) {
    if (fact.type === 'ticket.issued')
      lanes.set(fact.data.ticketId, fact.data.kind === 'return' ? 'return-ticket' : fact.data.lane)
    else if (fact.type === 'ticket.checked-in') waitingHolders.add(fact.data.ticketId)
    else if (fact.type === 'ticket.voided') waitingHolders.delete(fact.data.ticketId)
    else if (fact.type === 'queue.missed' && lanes.get(fact.data.ticketId) === 'return-ticket') {
      if (fact.data.stage === 'registration') waitingHolders.add(fact.data.ticketId)
    } else if (fact.type === 'queue.called' && fact.data.stage === 'registration') {
      waitingHolders.delete(fact.data.ticketId)
      const lane = lanes.get(fact.data.ticketId)
      if (waitingHolders.size > 0 && lane !== 'return-ticket' && lane !== 'emergency') {
        problems.push(
          `seq ${fact.seq}: ${lane} was called while ${waitingHolders.size} holders of return tickets waited`,
        )
      }
    }
  }
  return problems
}

export const goesOn = (decision: string) => decision === 'PROCEED' || decision === 'PROCEED_WITH_CONDITION'

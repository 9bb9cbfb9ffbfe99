import { Button } from '@mantine/core'
import type { QueryAnswer } from '@sentra/contract'
import { isRefusal, placesLeft, planDay } from '@sentra/domain'
import { formatCount, Notice, RefusalNotice, useWords } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { siteQueries, useStatus } from '../api/use-site.ts'

/** Plans today's quota again by hand. What would change is shown first, by the same rule the site applies. */
export function ReplanQuota() {
  const { say, language } = useWords()
  const status = useStatus()
  const stock = useQuery(siteQueries.stock).data
  const [looking, setLooking] = useState(false)
  const [done, setDone] = useState<number | null>(null)
  const replan = useCommand('quota.replan')
  if (!status || !stock || status.today.session !== 'open' || !status.today.plan) return null
  const { today } = status
  const count = (value: number) => formatCount(value, language)
  const next = quotaNow(status, stock)
  const places = (quota: number) =>
    count(placesLeft({ quota, dosesGivenToday: today.dosesGiven, liveTickets: today.liveTickets }))
  if (!looking)
    return (
      <div className="row">
        <Button
          variant="default"
          onClick={() => {
            setDone(null)
            setLooking(true)
          }}
        >
          {say('replan.title')}
        </Button>
        {done === null ? null : <Notice tone="good">{say('replan.done', { quota: count(done) })}</Notice>}
      </div>
    )
  return (
    <section className="panel stack" aria-label={say('replan.title')}>
      <h2>{say('replan.title')}</h2>
      {next === today.plan?.quota ? (
        <Notice>{say('replan.same', { quota: count(next) })}</Notice>
      ) : next === null ? null : (
        <dl className="facts">
          <dt>{say('replan.from')}</dt>
          <dd>{count(today.plan?.quota ?? 0)}</dd>
          <dt>{say('replan.to')}</dt>
          <dd>
            <strong>{count(next)}</strong>
          </dd>
          <dt>{say('replan.places')}</dt>
          <dd>
            {count(today.placesLeft)} → {places(next)}
          </dd>
        </dl>
      )}
      <RefusalNotice refusal={replan.refusal} />
      <div className="row">
        {next === null || next === today.plan?.quota ? null : (
          <Button
            loading={replan.sending}
            onClick={async () => {
              if (!(await replan.send({ localDate: today.localDate, cause: 'manual' }))) return
              setDone(next)
              setLooking(false)
            }}
          >
            {say('replan.confirm', { quota: count(next) })}
          </Button>
        )}
        <Button variant="default" onClick={() => setLooking(false)}>
          {say('replan.cancel')}
        </Button>
      </div>
    </section>
  )
}

/** Today's quota, computed from the stock and the promises of this moment; null when no plan can be made. */
function quotaNow(
  { today, campaign }: QueryAnswer<'status'>,
  { openVials, lots }: QueryAnswer<'stock'>,
): number | null {
  if (!campaign) return null
  const plan = planDay({
    campaign,
    localDate: today.localDate,
    dosesOnHand: today.dosesOnHand,
    dosesInOpenVials: openVials.reduce(
      (doses, vial) => doses + Math.max(0, vial.dosesPerVial - vial.dosesDrawn),
      0,
    ),
    dosesGivenToday: today.dosesGiven,
    liveTickets: today.liveTickets,
    returnTicketsOutstanding: today.returnTicketsDueToday,
    promisedTomorrow: today.promisedTomorrow,
    dosesPerVial: lots.at(-1)?.dosesPerVial ?? 1,
  })
  return isRefusal(plan) ? null : plan.quota
}

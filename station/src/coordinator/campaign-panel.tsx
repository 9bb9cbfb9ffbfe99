import { formatDay, Notice, useWords } from '@sentra/ui'
import { useStatus } from '../api/use-site.ts'
import { PlanCampaign } from './plan-campaign.tsx'
import { productName } from './product-name.ts'

/** The plan a stock must last: one product, so many days. Shown when there is one, asked for when not. */
export function CampaignPanel({ mayPlan }: { mayPlan: boolean }) {
  const { say, language } = useWords()
  const campaign = useStatus()?.campaign
  if (campaign)
    return (
      <section className="panel" aria-label={say('coordinator.plan')}>
        <h2>{campaign.name}</h2>
        <dl className="facts">
          <dt>{say('plan.placeName')}</dt>
          <dd>{campaign.placeName}</dd>
          <dt>{say('plan.product')}</dt>
          <dd>{productName(campaign.productId, campaign.firstDay)}</dd>
          <dt>{say('plan.days')}</dt>
          <dd>
            {formatDay(campaign.firstDay, language)} – {formatDay(campaign.lastDay, language)} (
            {campaign.days})
          </dd>
          <dt>{say('plan.hours')}</dt>
          <dd>
            {campaign.opensAt}–{campaign.closesAt}
          </dd>
          <dt>{say('person.doseNumber')}</dt>
          <dd>{campaign.doseNumbers.join(', ')}</dd>
          <dt>{say('plan.aefiPhone')}</dt>
          <dd>{campaign.aefiPhone}</dd>
        </dl>
      </section>
    )
  return mayPlan ? <PlanCampaign /> : <Notice tone="warn">{say('today.noCampaign')}</Notice>
}

import type { SiteStatus } from '@sentra/contract'
import { siteMoment } from '../clock/site-time.ts'
import type { Site } from '../site.ts'
import { campaignView, currentCampaign } from './campaign.ts'
import { today } from './today.ts'

/** What a station shows in its frame. Numbers only: anyone on the LAN may see it. */
export function siteStatus(site: Site): SiteStatus {
  const moment = siteMoment(site.clock.now(), site.timeZone)
  const campaign = currentCampaign(site.db)
  const head = site.journal.head()
  return {
    siteId: site.siteId,
    siteName: site.siteName,
    timeZone: site.timeZone,
    now: moment.instant,
    simulatedClock: site.clockIsSimulated,
    epoch: head.epoch,
    logSize: head.size,
    campaign: campaign ? campaignView(campaign) : null,
    today: today(site.db, moment),
    link: site.link.view(),
    enrolled: site.link.enrolled(),
    version: site.version,
    // In a rehearsal the clock is another one on purpose.
    safety: {
      ...site.safety.view(),
      clock: site.safety.clock.view(site.clockIsSimulated ? null : site.link.hubAheadMs()),
    },
  }
}

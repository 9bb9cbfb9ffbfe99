import type { ClockTrouble, SiteStatus } from '@sentra/contract'
import { siteMoment } from '../clock/site-time.ts'
import { clockTrouble } from '../safety/clock-trouble.ts'
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
    safety: { ...site.safety.view(), clock: clockOf(site) },
  }
}

function clockOf(site: Site): ClockTrouble | null {
  const [newest] = site.journal.read(site.journal.size, 1)
  return clockTrouble({
    now: site.clock.now().getTime(),
    newestFactAt: newest ? Date.parse(newest.recordedAt) : null,
    // In a rehearsal the clock is another one on purpose.
    hubAheadMs: site.clockIsSimulated ? null : site.link.hubAheadMs(),
  })
}

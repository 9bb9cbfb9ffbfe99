import type { SiteStatus } from '@sentra/contract'
import type { Site } from '../site.ts'
import { siteStatus } from './status.ts'

const lastKnown = new WeakMap<Site, SiteStatus>()

/**
 * The status also when the pages it is read from are damaged: then the last one this process knew, with the word that
 * the data is damaged. A desk that is told nothing would look for a cable.
 */
export function steadyStatus(site: Site): SiteStatus {
  try {
    const status = siteStatus(site)
    lastKnown.set(site, status)
    return status
  } catch (error) {
    const known = lastKnown.get(site)
    if (!site.safety.report(error) || !known?.safety) throw error
    const { stopped } = site.journal
    return {
      ...known,
      now: site.clock.now().toISOString(),
      safety: {
        ...known.safety,
        log: stopped === null || stopped.reason === 'damaged' ? 'damaged' : 'stopped',
        reason: stopped?.reason ?? 'damaged',
      },
    }
  }
}

import { Icon, useWords } from '@sentra/ui'
import { useSiteUnreachable } from '../api/reachability.ts'
import { useStatus } from '../api/use-site.ts'
import { ClockBanner, TrustBanner } from './trust-banner.tsx'

/** The site node itself does not answer: look at the cable. Everything typed stays, and is sent again. */
export function SiteBanner() {
  const { say } = useWords()
  const unreachable = useSiteUnreachable()
  const simulated = useStatus()?.simulatedClock
  if (unreachable)
    return (
      <div className="banner tone-bad" role="alert">
        <Icon name="warning" />
        {say('site.unreachable')}
      </div>
    )
  return (
    <>
      <TrustBanner />
      <ClockBanner />
      {simulated ? (
        <div className="banner tone-warn" role="status">
          {say('site.simulated')}
        </div>
      ) : null}
    </>
  )
}

import { LinkPill, useWords } from '@sentra/ui'
import { useSiteUnreachable } from '../api/reachability.ts'
import { useStatus } from '../api/use-site.ts'

/**
 * How this desk is connected, in one line. What the site last said of its link to the hub says nothing
 * while the site itself is silent: then the pill says that instead.
 */
export function SitePill() {
  const { say } = useWords()
  const status = useStatus()
  if (useSiteUnreachable())
    return (
      <span className="link-pill tone-bad" role="status" data-link="down">
        <span className="link-dot" aria-hidden="true" />
        {say('site.silent')}
      </span>
    )
  return status ? <LinkPill link={status.link} timeZone={status.timeZone} now={status.now} /> : null
}

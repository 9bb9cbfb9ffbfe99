import type { Language, SiteSummary } from '@sentra/contract'
import { formatCount } from '@sentra/ui'
import type { ReactNode } from 'react'
import type { SayConsole } from '../words/use-console-words.ts'
import { sayAge } from './age.ts'

interface Column {
  readonly label: string
  readonly number?: boolean
  show(site: SiteSummary): ReactNode
}

const tones = { up: 'good', silent: 'warn', never: 'plain', quarantined: 'bad' } as const

/** What is told of a site, in reading order. The first column names it. */
export function siteColumns(say: SayConsole, language: Language, now: string): Column[] {
  const count = (value: number) => formatCount(value, language)
  const figure = (label: string, show: Column['show']): Column => ({ label, number: true, show })
  return [
    {
      label: say('sites.site'),
      show: (site) => (
        <>
          {site.siteName}
          <span className="site-id">
            {site.siteId} · {site.region}
          </span>
        </>
      ),
    },
    {
      label: say('sites.state'),
      show: ({ state }) => <span className={`pill tone-${tones[state]}`}>{say(`states.${state}`)}</span>,
    },
    {
      label: say('sites.lastHeard'),
      show: ({ lastHeardAt }) => (lastHeardAt ? sayAge(lastHeardAt, now, say) : say('sites.never')),
    },
    figure(say('sites.log'), (site) =>
      site.projectedSize < site.logSize
        ? say('sites.logOf', { projected: count(site.projectedSize), size: count(site.logSize) })
        : count(site.logSize),
    ),
    figure(say('sites.backlog'), (site) => noted(site.backlog, count)),
    figure(say('sites.doses'), (site) => `${count(site.dosesToday)} / ${count(site.dosesTotal)}`),
    figure(say('sites.onHand'), (site) => count(site.dosesOnHand)),
    figure(say('sites.localLive'), (site) => count(site.localCardsLive)),
    figure(say('sites.exchanged'), (site) => count(site.cardsExchanged)),
    figure(
      say('sites.national'),
      (site) => `${count(site.nationalCardsReady)} / ${count(site.nationalCardsCollected)}`,
    ),
    figure(say('sites.refused'), (site) => noted(site.refusedRecords, count)),
  ]
}

/** A figure that should be nought stands out when it is not. */
function noted(value: number, count: (value: number) => string): ReactNode {
  return value > 0 ? <strong className="pill tone-warn">{count(value)}</strong> : count(value)
}

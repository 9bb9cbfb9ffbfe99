import type { SiteSummary } from '@sentra/contract'
import { EmptyState } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { readCases } from '../api/hub-client.ts'
import { useConsoleWords } from '../words/use-console-words.ts'
import { sayAge } from './age.ts'

/** What a person must look at: nothing is overwritten and nothing is lost until somebody decides. */
export function CaseList({ open, sites, now }: { open: number; sites: readonly SiteSummary[]; now: string }) {
  const { say } = useConsoleWords()
  // Asked again only when the number changes: the summary is polled, the list is not.
  const cases = useQuery({ queryKey: ['cases', open], queryFn: readCases, enabled: open > 0 })
  const siteName = (siteId: string) => sites.find((site) => site.siteId === siteId)?.siteName ?? siteId
  return (
    <section className="panel" aria-labelledby="cases-heading">
      <h2 id="cases-heading">{say('cases.heading')}</h2>
      {open === 0 ? (
        <EmptyState icon="check" title={say('cases.none')} />
      ) : (
        <ul className="cases">
          {cases.data?.map((each) => (
            <li key={each.caseId}>
              <strong>{say(`cases.${each.kind}`)}</strong>
              <span>{each.summary}</span>
              <span className="case-place">
                {siteName(each.siteId)} · {say('cases.opened', { time: sayAge(each.openedAt, now, say) })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

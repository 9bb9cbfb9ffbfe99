import { useMediaQuery } from '@mantine/hooks'
import type { SiteSummary } from '@sentra/contract'
import { EmptyState } from '@sentra/ui'
import { useConsoleWords } from '../words/use-console-words.ts'
import { siteColumns } from './site-columns.tsx'

/** Every site with its state and figures: a table where there is room, cards where there is not. */
export function SitePanel({ sites, now }: { sites: readonly SiteSummary[]; now: string }) {
  const { say, language } = useConsoleWords()
  const roomy = useMediaQuery('(min-width: 1100px)', true, { getInitialValueInEffect: false })
  const [nameColumn, ...columns] = siteColumns(say, language, now)
  return (
    <section className="panel" aria-labelledby="sites-heading">
      <h2 id="sites-heading">{say('sites.heading')}</h2>
      {sites.length === 0 ? (
        <EmptyState icon="link" title={say('sites.none')}>
          {say('sites.noneRemedy')}
        </EmptyState>
      ) : roomy ? (
        <table className="sites">
          <thead>
            <tr>
              <th scope="col">{nameColumn?.label}</th>
              {columns.map(({ label, number }) => (
                <th key={label} scope="col" className={number ? 'number' : undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sites.map((site) => (
              <tr key={site.siteId} data-site={site.siteId}>
                <th scope="row">{nameColumn?.show(site)}</th>
                {columns.map(({ label, show, number }) => (
                  <td key={label} className={number ? 'number' : undefined}>
                    {show(site)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <ul className="site-cards">
          {sites.map((site) => (
            <li key={site.siteId} data-site={site.siteId}>
              <h3>{nameColumn?.show(site)}</h3>
              <dl>
                {columns.map(({ label, show }) => (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>{show(site)}</dd>
                  </div>
                ))}
              </dl>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

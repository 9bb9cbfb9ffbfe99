import { EmptyState, formatCount, formatDay, Notice, useWords } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { siteQueries, useStatus } from '../api/use-site.ts'
import { StockChart } from './stock-chart.tsx'
import { stockLine } from './stock-line.ts'

/** Stock by lot, and whether the books balance to the dose. */
export function StockPanel() {
  const { say, language } = useWords()
  const stock = useQuery(siteQueries.stock).data
  const days = useQuery(siteQueries.days).data?.days ?? []
  const status = useStatus()
  if (!stock || !status) return <p role="status">{say('form.loading')}</p>
  const count = (value: number) => formatCount(value, language)
  return (
    <section className="stack" aria-label={say('coordinator.stock')}>
      {status.campaign && status.today.dosesReceived > 0 ? (
        <div className="panel">
          <h2>{say('stock.chart')}</h2>
          <StockChart
            line={stockLine({
              firstDay: status.campaign.firstDay,
              days: status.campaign.days,
              dosesReceived: status.today.dosesReceived,
              closed: days,
              today: { localDate: status.today.localDate, dosesOnHand: status.today.dosesOnHand },
            })}
          />
        </div>
      ) : null}
      <div className="panel">
        <h2>{say('stock.lots')}</h2>
        {stock.lots.length === 0 ? (
          <EmptyState icon="vaccination" title={say('stock.none')}>
            <span>{say('stock.noneHint')}</span>
          </EmptyState>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must scroll with the keyboard too
          <section className="tables" tabIndex={0} aria-label={say('stock.lots')}>
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{say('stock.lot')}</th>
                  <th scope="col">{say('stock.expires')}</th>
                  <th scope="col">{say('stock.unopened')}</th>
                  <th scope="col">{say('stock.opened')}</th>
                  <th scope="col">{say('stock.given')}</th>
                  <th scope="col">{say('stock.extra')}</th>
                  <th scope="col">{say('stock.wasted')}</th>
                  <th scope="col">{say('stock.onHand')}</th>
                </tr>
              </thead>
              <tbody>
                {stock.lots.map((lot) => (
                  <tr key={lot.lotNumber}>
                    <th scope="row">{lot.lotNumber}</th>
                    <td style={lot.expired ? { color: 'var(--bad)', fontWeight: 700 } : undefined}>
                      {formatDay(lot.expirationDate, language, false)}
                    </td>
                    <td>{count(lot.vialsUnopened)}</td>
                    <td>{count(lot.vialsOpened)}</td>
                    <td>{count(lot.dosesGiven)}</td>
                    <td>{count(lot.extraDoses)}</td>
                    <td>{count(lot.dosesWasted)}</td>
                    <td>{count(lot.dosesOnHand)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </div>
      {stock.lots.length > 0 ? (
        <Notice tone={stock.balanced ? 'good' : 'bad'}>
          {say(stock.balanced ? 'stock.balanced' : 'stock.unbalanced')}
        </Notice>
      ) : null}
    </section>
  )
}

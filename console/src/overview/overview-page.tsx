import { UnstyledButton } from '@mantine/core'
import type { ConsoleSummary } from '@sentra/contract'
import { AppShell, formatDay, formatTime, Icon, Notice } from '@sentra/ui'
import { signOut } from '../api/hub-client.ts'
import { CasePanel } from '../cases/case-panel.tsx'
import { EnrolmentPanel } from '../enrolment/enrolment-panel.tsx'
import { NewUserPanel } from '../people/new-user-panel.tsx'
import { useConsoleWords } from '../words/use-console-words.ts'
import { wallTimeZone } from './age.ts'
import { DosesChart } from './doses-chart.tsx'
import { OutagePanel } from './outage-panel.tsx'
import { SitePanel } from './site-panel.tsx'
import { Totals } from './totals.tsx'

/** One page, from the figure of the day down to the single case. It refreshes itself. */
export function OverviewPage({
  summary,
  silent,
  onSignedOut,
}: {
  summary: ConsoleSummary | null
  silent: boolean
  onSignedOut: () => void
}) {
  const { say, language } = useConsoleWords()
  const time = summary ? formatTime(summary.now, wallTimeZone, language) : ''
  const leave = () => void signOut().finally(onSignedOut)
  return (
    <AppShell
      wide
      title={<h1>{say('title')}</h1>}
      subtitle={summary ? `${formatDay(summary.localDate, language)} · ${say('asOf', { time })}` : null}
      menu={
        <UnstyledButton
          className="shell-button"
          aria-label={say('signOut')}
          title={say('signOut')}
          onClick={leave}
        >
          <Icon name="out" />
        </UnstyledButton>
      }
    >
      <div className="overview">
        {silent ? <Notice tone="bad">{summary ? say('silentHub', { time }) : say('noAnswer')}</Notice> : null}
        {summary ? (
          <>
            <Totals totals={summary.totals} />
            <SitePanel sites={summary.sites} now={summary.now} />
            <DosesChart days={summary.dosesByDay} />
            <OutagePanel outages={summary.outages} now={summary.now} />
            <CasePanel open={summary.totals.openCases} sites={summary.sites} now={summary.now} />
            <EnrolmentPanel />
            <NewUserPanel />
          </>
        ) : silent ? null : (
          <p role="status">{say('loading')}</p>
        )}
      </div>
    </AppShell>
  )
}

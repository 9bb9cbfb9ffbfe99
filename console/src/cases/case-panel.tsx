import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { HubCase, SiteSummary } from '@sentra/contract'
import { EmptyState, Notice } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { findCases } from '../api/hub-client.ts'
import { sayAge } from '../overview/age.ts'
import { useConsoleWords } from '../words/use-console-words.ts'
import { CaseDialog } from './case-dialog.tsx'
import { caseKinds } from './case-kinds.ts'

/**
 * What a person must look at: nothing is overwritten and nothing is lost until somebody decides. Decided cases
 * stay here, with who decided what and why.
 */
export function CasePanel({
  open,
  sites,
  now,
}: {
  open: number
  sites: readonly SiteSummary[]
  now: string
}) {
  const { say } = useConsoleWords()
  const [state, setState] = useState<'open' | 'closed'>('open')
  const [kind, setKind] = useState('')
  const [siteId, setSiteId] = useState('')
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed.trim(), 300)
  const [opened, setOpened] = useState<string | null>(null)
  const filter = {
    state,
    ...(kind ? { kind } : {}),
    ...(siteId ? { siteId } : {}),
    ...(text ? { text } : {}),
  }
  const filtered = kind !== '' || siteId !== '' || text !== ''
  // Asked again when the number of open cases changes: the summary is polled, the list is not.
  const cases = useQuery({ queryKey: ['cases', filter, open], queryFn: () => findCases(filter) })
  return (
    <section className="panel" aria-labelledby="cases-heading">
      <h2 id="cases-heading">{say('cases.heading')}</h2>
      <search className="case-filter">
        <NativeSelect
          label={say('cases.state')}
          value={state}
          onChange={({ currentTarget }) => setState(currentTarget.value as typeof state)}
          data={[
            { value: 'open', label: say('cases.stateOpen', { count: open }) },
            { value: 'closed', label: say('cases.stateClosed') },
          ]}
        />
        <NativeSelect
          label={say('cases.kind')}
          value={kind}
          onChange={({ currentTarget }) => setKind(currentTarget.value)}
          data={[
            { value: '', label: say('cases.all') },
            ...caseKinds.map((value) => ({ value, label: say(`cases.${value}`) })),
          ]}
        />
        <NativeSelect
          label={say('sites.site')}
          value={siteId}
          onChange={({ currentTarget }) => setSiteId(currentTarget.value)}
          data={[
            { value: '', label: say('cases.all') },
            ...sites.map((site) => ({ value: site.siteId, label: site.siteName })),
          ]}
        />
        <TextInput
          type="search"
          label={say('cases.search')}
          value={typed}
          maxLength={120}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </search>
      {cases.isError ? <Notice tone="bad">{say('noAnswer')}</Notice> : null}
      {cases.data?.length === 0 ? (
        <EmptyState
          icon="check"
          title={say(filtered ? 'cases.noneFound' : state === 'open' ? 'cases.none' : 'cases.noneClosed')}
        >
          {filtered ? (
            <Button
              variant="default"
              onClick={() => {
                setKind('')
                setSiteId('')
                setTyped('')
              }}
            >
              {say('cases.clear')}
            </Button>
          ) : null}
        </EmptyState>
      ) : (
        <ul className="cases">
          {cases.data?.map((each) => (
            <CaseLine
              key={each.caseId}
              found={each}
              {...{ sites, now }}
              onOpen={() => setOpened(each.caseId)}
            />
          ))}
        </ul>
      )}
      {opened ? <CaseDialog caseId={opened} sites={sites} now={now} onClose={() => setOpened(null)} /> : null}
    </section>
  )
}

function CaseLine({
  found,
  sites,
  now,
  onOpen,
}: {
  found: HubCase
  sites: readonly SiteSummary[]
  now: string
  onOpen: () => void
}) {
  const { say, pick } = useConsoleWords()
  const site = sites.find(({ siteId }) => siteId === found.siteId)?.siteName ?? found.siteId
  const time = sayAge(found.closedAt ?? found.openedAt, now, say)
  return (
    <li>
      <div className="case-words">
        <strong>{say(`cases.${found.kind}`)}</strong>{' '}
        {found.waitsForSecond ? <span className="pill tone-warn">{say('cases.waits')}</span> : null}
        <p>{found.words ? pick(found.words) : found.summary}</p>
        <span className="case-place">
          {site} · {say(found.closedAt ? 'cases.closed' : 'cases.opened', { time })}
        </span>
      </div>
      <Button
        variant="default"
        onClick={onOpen}
        aria-label={`${say('cases.look')}: ${say(`cases.${found.kind}`)}, ${site}`}
      >
        {say('cases.look')}
      </Button>
    </li>
  )
}

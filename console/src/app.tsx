import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { isSignedOut, readSummary } from './api/hub-client.ts'
import { OutagesPage } from './outages/outages-page.tsx'
import { OverviewPage } from './overview/overview-page.tsx'
import { SignInPage } from './sign-in/sign-in-page.tsx'
import { useHash } from './use-hash.ts'
import { useConsoleWords } from './words/use-console-words.ts'

/** Figures that a coordinator of a province watches; a site is heard every few seconds too. */
export const refreshMs = 5000

/** Signed in or not: the hub says so, by answering the summary or refusing it. */
export function App() {
  const { say } = useConsoleWords()
  const client = useQueryClient()
  const page = useHash()
  const summary = useQuery({
    queryKey: ['summary'],
    queryFn: readSummary,
    refetchInterval: (query) => (isSignedOut(query.state.error) ? false : refreshMs),
  })
  const signedOut = isSignedOut(summary.error)
  const wasIn = useRef(false)
  useEffect(() => {
    if (summary.isSuccess) wasIn.current = true
  }, [summary.isSuccess])
  useEffect(() => {
    document.title = `Sentra · ${say('title')}`
  }, [say])

  if (signedOut) {
    return <SignInPage ended={wasIn.current} onSignedIn={() => void client.resetQueries()} />
  }
  if (page === 'outages') return <OutagesPage />
  return (
    <OverviewPage
      summary={summary.data ?? null}
      silent={summary.isError}
      onSignedOut={() => {
        wasIn.current = false
        void client.resetQueries()
      }}
    />
  )
}

import { AppShell, formatTime, Icon, useWords } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, Navigate } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { RefusedError } from '../api/site-client.ts'
import { siteQueries, useSiteNow, useStatus } from '../api/use-site.ts'
import { SignInAgain } from '../sign-in/sign-in-again.tsx'
import { SignOutButton } from '../sign-in/sign-out-button.tsx'
import { noteSignedIn, noteSignedOut } from '../sign-in/signed-out.ts'
import { SiteBanner } from './site-banner.tsx'
import { SitePill } from './site-pill.tsx'
import type { StationName } from './stations.ts'
import './desk.css'

/** The frame of a station: only for who is signed in, with the desk's name, the link and the hour. */
export function DeskPage({
  station,
  desk,
  wide = false,
  children,
}: {
  station: StationName
  desk?: string
  wide?: boolean
  children: ReactNode
}) {
  const { say } = useWords()
  const status = useStatus()
  const me = useQuery(siteQueries.me)
  const signedOut = me.error instanceof RefusedError && me.error.status === 401
  useEffect(() => {
    if (signedOut && me.data) noteSignedOut()
    else if (me.data) noteSignedIn()
  }, [signedOut, me.data])
  if (signedOut && !me.data) return <Navigate to="/" />
  return (
    <AppShell
      wide={wide}
      title={<h1>{say(`station.${station}`)}</h1>}
      subtitle={[desk, me.data?.staff.displayName].filter(Boolean).join(' · ')}
      pill={
        <>
          <SitePill /> {status ? <SiteHour timeZone={status.timeZone} /> : null}
        </>
      }
      menu={
        <>
          <Link
            to="/"
            className="shell-button"
            aria-label={say('signIn.change')}
            title={say('signIn.change')}
          >
            <Icon name="grid" />
          </Link>
          <SignOutButton />
        </>
      }
      banner={<SiteBanner />}
    >
      {me.data ? children : null}
      <SignInAgain staffId={me.data?.staff.staffId} />
    </AppShell>
  )
}

function SiteHour({ timeZone }: { timeZone: string }) {
  const { language } = useWords()
  return <span className="site-hour">{formatTime(useSiteNow(), timeZone, language)}</span>
}

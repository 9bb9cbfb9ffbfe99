import { Button, TextInput } from '@mantine/core'
import { AppShell, EmptyState, Icon, useWords } from '@sentra/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { siteQueries, useStatus } from '../api/use-site.ts'
import { useMyDesk } from '../desk/my-desk.ts'
import { SiteBanner } from '../desk/site-banner.tsx'
import { SitePill } from '../desk/site-pill.tsx'
import { type Station, stationName, stationsFor } from '../desk/stations.ts'
import { SignInForm } from './sign-in-form.tsx'
import { SignOutButton } from './sign-out-button.tsx'
import { TrustLink } from './trust-link.tsx'

/** Who are you, and where do you sit today. */
export function SignInPage() {
  const { say } = useWords()
  const status = useStatus()
  const client = useQueryClient()
  const me = useQuery(siteQueries.me)
  return (
    <AppShell
      title={<h1>{say('signIn.title')}</h1>}
      subtitle={status ? (status.campaign?.placeName ?? status.siteName) : undefined}
      pill={<SitePill />}
      menu={me.data ? <SignOutButton /> : null}
      banner={<SiteBanner />}
    >
      {me.data ? (
        <StationPicker roles={me.data.staff.roles} name={me.data.staff.displayName} />
      ) : (
        <SignInForm onSignedIn={() => void client.resetQueries()} />
      )}
      <TrustLink />
      <p style={{ textAlign: 'center', marginTop: 32 }}>
        <Button component={Link} to="/board" variant="subtle" leftSection={<Icon name="board" />}>
          {say('station.board')}
        </Button>
      </p>
    </AppShell>
  )
}

function StationPicker({ roles, name }: { roles: Parameters<typeof stationsFor>[0]; name: string }) {
  const { say } = useWords()
  const mine = stationsFor(roles)
  return (
    <>
      <h2>{say('signIn.choose', { name })}</h2>
      {mine.length === 0 ? <EmptyState icon="person" title={say('signIn.noStation')} /> : null}
      <div className="station-grid">
        {mine.map((station) => (
          <StationChoice key={station.path} station={station} />
        ))}
      </div>
    </>
  )
}

function StationChoice({ station }: { station: Station }) {
  const { say } = useWords()
  const navigate = useNavigate()
  const name = stationName(station)
  const [desk, setDesk] = useMyDesk(name)
  const [missing, setMissing] = useState(false)
  const open = (event: FormEvent) => {
    event.preventDefault()
    if (station.stage && desk.trim() === '') return setMissing(true)
    void navigate({ to: station.path })
  }
  return (
    <form className="panel station-choice" onSubmit={open} data-testid={`station-${name}`}>
      <h2>
        <Icon name={station.icon} size={30} />
        {say(`station.${name}`)}
      </h2>
      <p>{say(`stationHint.${name}`)}</p>
      {station.stage ? (
        <TextInput
          label={say('signIn.desk')}
          placeholder={say('signIn.deskPlaceholder')}
          value={desk}
          maxLength={24}
          error={missing ? say('signIn.deskMissing') : undefined}
          onChange={(event) => {
            setMissing(false)
            setDesk(event.currentTarget.value)
          }}
        />
      ) : null}
      <Button type="submit" fullWidth>
        {say('signIn.open', { station: say(`station.${name}`) })}
      </Button>
    </form>
  )
}

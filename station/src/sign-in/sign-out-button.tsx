import { UnstyledButton } from '@mantine/core'
import { Icon, useWords } from '@sentra/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../api/site-client.ts'

/** Ends the session at the site and forgets everything this page had read. */
export function SignOutButton() {
  const { say } = useWords()
  const client = useQueryClient()
  const navigate = useNavigate()
  return (
    <UnstyledButton
      className="shell-button"
      aria-label={say('signIn.leave')}
      title={say('signIn.leave')}
      onClick={async () => {
        await ask('signOut').catch(() => null)
        await navigate({ to: '/' })
        await client.resetQueries()
      }}
    >
      <Icon name="out" />
    </UnstyledButton>
  )
}

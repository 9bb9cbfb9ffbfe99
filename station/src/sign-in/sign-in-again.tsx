import { Dialog, useWords } from '@sentra/ui'
import { useQueryClient } from '@tanstack/react-query'
import { SignInForm } from './sign-in-form.tsx'
import { noteSignedIn, useSignedOut } from './signed-out.ts'

/** The session is over: sign in on top of the page, and go on with what was typed. */
export function SignInAgain({ staffId }: { staffId: string | undefined }) {
  const { say } = useWords()
  const client = useQueryClient()
  return (
    <Dialog open={useSignedOut()} title={say('signIn.again')}>
      <SignInForm
        staffId={staffId}
        onSignedIn={() => {
          noteSignedIn()
          void client.invalidateQueries()
        }}
      />
    </Dialog>
  )
}

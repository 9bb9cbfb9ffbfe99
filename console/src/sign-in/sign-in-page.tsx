import { Button, PasswordInput, TextInput } from '@mantine/core'
import { AppShell, Notice, RefusalNotice } from '@sentra/ui'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { RefusedError, signIn } from '../api/hub-client.ts'
import { useConsoleWords } from '../words/use-console-words.ts'

/** Name and password; what was typed stays when the answer is no. */
export function SignInPage({ ended, onSignedIn }: { ended: boolean; onSignedIn: () => void }) {
  const { say } = useConsoleWords()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const attempt = useMutation({ mutationFn: signIn, onSuccess: onSignedIn })
  const refusal = attempt.error instanceof RefusedError ? attempt.error.refusal : null
  const nameMissing = name.trim() === ''
  const passwordShort = password.length < 8

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (nameMissing || passwordShort) return
    attempt.mutate({ name: name.trim(), password })
  }
  return (
    <AppShell title={<h1>{say('title')}</h1>}>
      <form className="panel sign-in" onSubmit={submit} noValidate>
        <h2>{say('signIn.title')}</h2>
        {ended ? <Notice>{say('signIn.ended')}</Notice> : null}
        <TextInput
          label={say('signIn.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={tried && nameMissing ? say('signIn.nameMissing') : undefined}
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          autoFocus
        />
        <PasswordInput
          label={say('signIn.password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={tried && passwordShort ? say('signIn.passwordShort') : undefined}
          autoComplete="current-password"
        />
        <RefusalNotice refusal={refusal} />
        {attempt.isError && !refusal ? <Notice tone="bad">{say('noAnswer')}</Notice> : null}
        <Button type="submit" loading={attempt.isPending}>
          {say('signIn.submit')}
        </Button>
      </form>
    </AppShell>
  )
}

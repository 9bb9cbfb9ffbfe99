import { Button, PasswordInput, TextInput, UnstyledButton } from '@mantine/core'
import type { QueryAnswer, RefusalBody } from '@sentra/contract'
import { Icon, RefusalNotice, useFieldRefusal, useWords } from '@sentra/ui'
import { type FormEvent, useRef, useState } from 'react'
import { ask, RefusedError } from '../api/site-client.ts'
import './sign-in.css'

/** Staff code and PIN. The code stays when the PIN was wrong; the PIN never stays. */
export function SignInForm({
  staffId: known,
  onSignedIn,
}: {
  staffId?: string | undefined
  onSignedIn: (answer: QueryAnswer<'signIn'>) => void
}) {
  const { say } = useWords()
  const [staffId, setStaffId] = useState(known ?? '')
  const [pin, setPin] = useState('')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<RefusalBody | null>(null)
  const fieldRefusal = useFieldRefusal(refusal)
  const pinField = useRef<HTMLInputElement>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (staffId.trim() === '' || pin.length < 6) {
      pinField.current?.focus()
      return
    }
    setBusy(true)
    setRefusal(null)
    try {
      onSignedIn(await ask('signIn', { body: { staffId: staffId.trim(), pin } }))
    } catch (error) {
      if (error instanceof RefusedError) setRefusal(error.refusal)
    } finally {
      setBusy(false)
      setPin('')
    }
  }

  const press = (digit: string) => setPin((typed) => (typed + digit).slice(0, 12))
  return (
    <form className="sign-in" onSubmit={submit}>
      <TextInput
        label={say('signIn.staffId')}
        placeholder="G-01"
        value={staffId}
        onChange={(event) => setStaffId(event.currentTarget.value.toUpperCase())}
        autoFocus={!known}
        autoComplete="username"
        autoCapitalize="characters"
        spellCheck={false}
        error={fieldRefusal('staffId')}
      />
      <PasswordInput
        ref={pinField}
        label={say('signIn.pin')}
        value={pin}
        autoFocus={Boolean(known)}
        data-autofocus={known ? true : undefined}
        inputMode="numeric"
        autoComplete="current-password"
        onChange={(event) => setPin(event.currentTarget.value.replace(/\D/g, '').slice(0, 12))}
        error={fieldRefusal('pin')}
        rightSectionWidth={52}
        visibilityToggleButtonProps={{ 'aria-label': say('signIn.showPin'), size: 48 }}
      />
      <fieldset className="pin-pad" aria-label={say('signIn.pad')}>
        {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => (
          <UnstyledButton key={digit} className="pin-key" onClick={() => press(digit)} tabIndex={-1}>
            {digit}
          </UnstyledButton>
        ))}
        <UnstyledButton
          className="pin-key"
          aria-label={say('signIn.erase')}
          onClick={() => setPin((typed) => typed.slice(0, -1))}
          tabIndex={-1}
        >
          <Icon name="undo" />
        </UnstyledButton>
        <UnstyledButton className="pin-key" onClick={() => press('0')} tabIndex={-1}>
          0
        </UnstyledButton>
        <span />
      </fieldset>
      {refusal?.field ? null : <RefusalNotice refusal={refusal} />}
      <Button type="submit" size="xl" fullWidth loading={busy}>
        {say('signIn.enter')}
      </Button>
    </form>
  )
}

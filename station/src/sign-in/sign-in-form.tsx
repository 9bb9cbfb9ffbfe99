import { Button, PasswordInput, TextInput, UnstyledButton } from '@mantine/core'
import type { QueryAnswer, RefusalBody } from '@sentra/contract'
import { Icon, RefusalNotice, useFieldRefusal, useWords } from '@sentra/ui'
import { type FormEvent, useRef, useState } from 'react'
import { ask, RefusedError } from '../api/site-client.ts'
import './sign-in.css'

const pinDigitsMin = 6

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
  const [missing, setMissing] = useState(false)
  const staffField = useRef<HTMLInputElement>(null)
  const pinField = useRef<HTMLInputElement>(null)
  const typing = (change: () => void) => {
    change()
    setRefusal(null)
  }

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (staffId.trim() === '' || pin.length < pinDigitsMin) {
      setMissing(true)
      ;(staffId.trim() === '' ? staffField : pinField).current?.focus()
      return
    }
    setMissing(false)
    setBusy(true)
    setRefusal(null)
    try {
      onSignedIn(await ask('signIn', { body: { staffId: staffId.trim(), pin } }))
    } catch (error) {
      if (error instanceof RefusedError) setRefusal(error.refusal)
      pinField.current?.focus()
    } finally {
      setBusy(false)
      setPin('')
    }
  }

  const press = (digit: string) => typing(() => setPin((typed) => (typed + digit).slice(0, 12)))
  return (
    <form className="sign-in" onSubmit={submit}>
      <TextInput
        label={say('signIn.staffId')}
        placeholder="G-01"
        value={staffId}
        ref={staffField}
        onChange={(event) => typing(() => setStaffId(event.currentTarget.value.toUpperCase()))}
        autoFocus={!known}
        autoComplete="username"
        autoCapitalize="characters"
        spellCheck={false}
        error={missing && staffId.trim() === '' ? say('signIn.staffIdMissing') : fieldRefusal('staffId')}
      />
      <PasswordInput
        ref={pinField}
        label={say('signIn.pin')}
        value={pin}
        autoFocus={Boolean(known)}
        data-autofocus={known ? true : undefined}
        inputMode="numeric"
        autoComplete="current-password"
        onChange={(event) => typing(() => setPin(event.currentTarget.value.replace(/\D/g, '').slice(0, 12)))}
        error={missing && pin.length < pinDigitsMin ? say('signIn.pinMissing') : fieldRefusal('pin')}
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

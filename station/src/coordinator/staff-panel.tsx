import { Button, TextInput } from '@mantine/core'
import { type CommandData, roles } from '@sentra/contract'
import { Dialog, Notice, RefusalNotice, useFieldRefusal, useWords } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { siteQueries } from '../api/use-site.ts'
import { enterFlow } from '../form/enter-flow.ts'
import { ManyChoice } from '../form/many-choice.tsx'
import { RetireButton } from './retire-button.tsx'

type Roles = CommandData<'staff.enrol'>['roles']

/** Who works here and may do what. A first PIN is shown once, and never again. */
export function StaffPanel({ mayEnrol }: { mayEnrol: boolean }) {
  const { say } = useWords()
  const staff = useQuery(siteQueries.staff).data?.staff
  return (
    <div className="stack">
      {mayEnrol ? <EnrolForm /> : null}
      <section className="panel" aria-label={say('staff.title')}>
        <h2>{say('staff.title')}</h2>
        <ul className="list-plain">
          {staff?.map((person) => (
            <li key={person.staffId} className="person-row" style={{ flexWrap: 'wrap' }}>
              <strong className="figure">{person.staffId}</strong>
              <span className="person-row-text">
                <strong>{person.displayName}</strong>
                <span className="soft">{person.roles.map((role) => say(`role.${role}`)).join(', ')}</span>
              </span>
              {person.active ? (
                mayEnrol ? (
                  <RetireButton staffId={person.staffId} />
                ) : null
              ) : (
                <span className="link-pill tone-warn">{say('staff.retired')}</span>
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function EnrolForm() {
  const { say } = useWords()
  const [staffId, setStaffId] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  const [missing, setMissing] = useState(false)
  const [shown, setShown] = useState<{ staffId: string; pin: string } | null>(null)
  const enrol = useCommand('staff.enrol')
  const refusedField = useFieldRefusal(enrol.refusal)
  const needed = (empty: boolean) => (missing && empty ? say('form.required') : undefined)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!staffId.trim() || !displayName.trim() || chosen.length === 0) return setMissing(true)
    const answer = await enrol.send({
      staffId: staffId.trim(),
      displayName: displayName.trim(),
      roles: chosen as Roles,
    })
    if (!answer) return
    if (answer.pin) setShown({ staffId: staffId.trim(), pin: answer.pin })
    setStaffId('')
    setDisplayName('')
    setChosen([])
    setMissing(false)
  }
  return (
    <form className="panel stack" onSubmit={submit} onKeyDown={enterFlow} aria-label={say('staff.enrol')}>
      <h2>{say('staff.enrol')}</h2>
      <div className="fields">
        <TextInput
          label={say('signIn.staffId')}
          placeholder="V-03"
          value={staffId}
          maxLength={24}
          autoComplete="off"
          error={needed(!staffId.trim()) ?? refusedField('staffId')}
          onChange={(event) => setStaffId(event.currentTarget.value.toUpperCase())}
        />
        <TextInput
          label={say('staff.displayName')}
          value={displayName}
          maxLength={60}
          autoComplete="off"
          error={needed(!displayName.trim()) ?? refusedField('displayName')}
          onChange={(event) => setDisplayName(event.currentTarget.value)}
        />
      </div>
      <ManyChoice
        label={say('staff.roles')}
        values={chosen}
        onChange={setChosen}
        options={roles.map((value) => ({ value, label: say(`role.${value}`) }))}
        error={missing && chosen.length === 0 ? say('staff.rolesMissing') : refusedField('roles')}
      />
      <RefusalNotice refusal={enrol.refusal} />
      <Button type="submit" loading={enrol.sending}>
        {say('staff.enrol')}
      </Button>
      <Dialog
        open={shown !== null}
        onClose={() => setShown(null)}
        title={say('staff.pinTitle', { staffId: shown?.staffId ?? '' })}
      >
        <p className="figure pin-once">{shown?.pin}</p>
        <Notice tone="warn">{say('staff.pinOnce')}</Notice>
      </Dialog>
    </form>
  )
}

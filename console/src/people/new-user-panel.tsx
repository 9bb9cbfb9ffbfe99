import { Button, NativeSelect, TextInput } from '@mantine/core'
import { Notice, RefusalNotice, useFieldRefusal } from '@sentra/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { addUser, type ConsoleRole, RefusedError } from '../api/hub-client.ts'
import { useConsoleWords } from '../words/use-console-words.ts'
import { PeopleList } from './people-list.tsx'
import { useMyself } from './use-myself.ts'

/** One more person at the hub: some decisions take two. The password is shown once. */
export function NewUserPanel() {
  const { say } = useConsoleWords()
  const myself = useMyself()
  const [name, setName] = useState('')
  const [role, setRole] = useState<ConsoleRole>('administrator')
  const [tried, setTried] = useState(false)
  const client = useQueryClient()
  const adding = useMutation({
    mutationFn: addUser,
    onSuccess: () => void client.invalidateQueries({ queryKey: ['people'] }),
  })
  const refusal = adding.error instanceof RefusedError ? adding.error.refusal : null
  const atField = useFieldRefusal(refusal)('name')
  if (myself?.role !== 'administrator') return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (name.trim().length >= 2) adding.mutate({ name: name.trim(), role })
  }
  return (
    <section className="panel enrolment" aria-labelledby="people-heading">
      <h2 id="people-heading">{say('people.heading')}</h2>
      <PeopleList />
      {adding.data ? (
        <div className="enrolment-code" role="status">
          <p>{say('people.password', { name: adding.data.name })}</p>
          <output className="figure">{adding.data.password}</output>
          <Notice tone="warn">{say('people.once')}</Notice>
          <div className="enrolment-buttons">
            <Button
              onClick={() => {
                adding.reset()
                setName('')
                setTried(false)
              }}
            >
              {say('enrol.done')}
            </Button>
          </div>
        </div>
      ) : (
        <form onSubmit={submit} noValidate>
          <p>{say('people.explain')}</p>
          <div className="enrolment-fields">
            <TextInput
              label={say('people.name')}
              value={name}
              maxLength={60}
              autoComplete="off"
              onChange={(event) => setName(event.currentTarget.value)}
              error={tried && name.trim().length < 2 ? say('people.nameMissing') : atField}
            />
            <NativeSelect
              label={say('people.role')}
              value={role}
              onChange={({ currentTarget }) => setRole(currentTarget.value as ConsoleRole)}
              data={(['administrator', 'auditor'] as const).map((value) => ({
                value,
                label: say(`people.roles.${value}`),
              }))}
            />
            <Button type="submit" loading={adding.isPending}>
              {say('people.submit')}
            </Button>
          </div>
          <RefusalNotice refusal={refusal} atField={atField !== undefined} />
          {adding.isError && !refusal ? <Notice tone="bad">{say('noAnswer')}</Notice> : null}
        </form>
      )}
    </section>
  )
}

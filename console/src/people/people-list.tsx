import { Button } from '@mantine/core'
import { formatDay, Notice, RefusalNotice, useWords } from '@sentra/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type ConsolePerson, RefusedError, readPeople, retireUser } from '../api/hub-client.ts'
import { useConsoleWords } from '../words/use-console-words.ts'

/** Who may sign in at the hub and who let them in. An administrator ends the access of whoever has left. */
export function PeopleList() {
  const { say } = useConsoleWords()
  const client = useQueryClient()
  const [asked, setAsked] = useState<string | null>(null)
  const people = useQuery({ queryKey: ['people'], queryFn: readPeople })
  const retiring = useMutation({
    mutationFn: retireUser,
    onSuccess: () => {
      setAsked(null)
      void client.invalidateQueries({ queryKey: ['people'] })
    },
  })
  const refusal = retiring.error instanceof RefusedError ? retiring.error.refusal : null
  if (!people.data) return people.isError ? <Notice tone="bad">{say('noAnswer')}</Notice> : null
  return (
    <>
      <ul className="cases">
        {people.data.map((person) => (
          <li key={person.name}>
            <PersonWords person={person} />
            {person.retiredAt ? null : asked === person.name ? (
              <div className="enrolment-buttons">
                <Button color="red" loading={retiring.isPending} onClick={() => retiring.mutate(person.name)}>
                  {say('people.retireSure', { name: person.name })}
                </Button>
                <Button variant="default" onClick={() => setAsked(null)}>
                  {say('people.keep')}
                </Button>
              </div>
            ) : (
              <Button
                variant="default"
                aria-label={`${say('people.retire')}: ${person.name}`}
                onClick={() => setAsked(person.name)}
              >
                {say('people.retire')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <RefusalNotice refusal={refusal} />
      {retiring.isError && !refusal ? <Notice tone="bad">{say('noAnswer')}</Notice> : null}
    </>
  )
}

function PersonWords({ person }: { person: ConsolePerson }) {
  const { say } = useConsoleWords()
  const { language } = useWords()
  const { name, role, madeAt, madeBy, retiredAt, retiredBy } = person
  const day = (at: string) => formatDay(at.slice(0, 10), language, false)
  return (
    <div className="case-words">
      <strong>{name}</strong>{' '}
      {retiredAt ? <span className="pill tone-plain">{say('people.left')}</span> : null}
      <p>{say(`people.roles.${role}`)}</p>
      <span className="case-place">
        {madeBy
          ? say('people.madeBy', { by: madeBy, day: day(madeAt) })
          : say('people.first', { day: day(madeAt) })}
        {retiredAt ? ` · ${say('people.retiredBy', { by: retiredBy ?? '', day: day(retiredAt) })}` : ''}
      </span>
    </div>
  )
}

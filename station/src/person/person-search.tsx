import { Button, TextInput } from '@mantine/core'
import type { QueryAnswer, RefusalBody } from '@sentra/contract'
import { RefusalNotice, useWords } from '@sentra/ui'
import { type FormEvent, useState } from 'react'
import { ask, RefusedError } from '../api/site-client.ts'
import { PersonRow } from './person-row.tsx'

type Visits = QueryAnswer<'findPeople'>['visits']

/** With empty hands: a name, a number, a ticket. Every search is recorded at the site. */
export function PersonSearch({ onOpen }: { onOpen: (visitId: string) => void }) {
  const { say } = useWords()
  const [query, setQuery] = useState('')
  const [found, setFound] = useState<Visits | null>(null)
  const [refusal, setRefusal] = useState<RefusalBody | null>(null)
  const search = async (event: FormEvent) => {
    event.preventDefault()
    setRefusal(null)
    try {
      setFound((await ask('findPeople', { body: { query: query.trim() } })).visits)
    } catch (error) {
      if (error instanceof RefusedError) setRefusal(error.refusal)
    }
  }
  return (
    <>
      <form className="row" onSubmit={search} style={{ alignItems: 'end' }}>
        <TextInput
          style={{ flex: '1 1 160px' }}
          label={say('cardDesk.byName')}
          value={query}
          autoComplete="off"
          maxLength={80}
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            setRefusal(null)
            // "Not found" was said of the name before; people found stay until the next search.
            setFound((before) => (before?.length ? before : null))
          }}
        />
        <Button type="submit" variant="light" disabled={query.trim().length < 3}>
          {say('scan.find')}
        </Button>
      </form>
      <RefusalNotice refusal={refusal} />
      {found ? (
        <ul className="list-plain" aria-label={say('cardDesk.found')}>
          {found.map((visit) => (
            <PersonRow key={visit.visitId} visit={visit} onOpen={onOpen} />
          ))}
          {found.length === 0 ? <li>{say('cardDesk.notFound')}</li> : null}
        </ul>
      ) : null}
    </>
  )
}

import { Button } from '@mantine/core'
import type { QueryAnswer } from '@sentra/contract'
import { Dialog, Icon, useWords } from '@sentra/ui'
import { useState } from 'react'
import { useMyself } from '../api/use-site.ts'
import { CorrectPerson } from './correct-person.tsx'

/** Opens the correction for whoever may correct; the others read who can. */
export function CorrectButton({ visit }: { visit: QueryAnswer<'visit'> }) {
  const { say } = useWords()
  const [open, setOpen] = useState(false)
  const [done, setDone] = useState(false)
  const roles = useMyself()?.roles ?? []
  if (!roles.includes('registrar') && !roles.includes('coordinator'))
    return (
      <p className="soft" style={{ margin: 0 }}>
        {say('correct.whoMay')}
      </p>
    )
  return (
    <div className="row">
      <Button
        variant="default"
        onClick={() => {
          setDone(false)
          setOpen(true)
        }}
        leftSection={<Icon name="registration" />}
      >
        {say('correct.title')}
      </Button>
      {done ? (
        <strong role="status" style={{ color: 'var(--good)' }}>
          {say('correct.done')}
        </strong>
      ) : null}
      <Dialog open={open} onClose={() => setOpen(false)} title={say('correct.title')}>
        <CorrectPerson
          visit={visit}
          onDone={() => {
            setOpen(false)
            setDone(true)
          }}
        />
      </Dialog>
    </div>
  )
}

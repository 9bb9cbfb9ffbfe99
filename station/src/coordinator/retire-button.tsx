import { Button } from '@mantine/core'
import { RefusalNotice, useWords } from '@sentra/ui'
import { useState } from 'react'
import { useCommand } from '../api/use-command.ts'

/** Ends a person's access at once; asked twice, because it cannot be undone with one touch. */
export function RetireButton({ staffId }: { staffId: string }) {
  const { say } = useWords()
  const retire = useCommand('staff.retire')
  const [sure, setSure] = useState(false)
  return (
    <>
      <RefusalNotice refusal={retire.refusal} />
      {sure ? (
        <Button color="alarm" loading={retire.sending} onClick={() => void retire.send({ staffId })}>
          {say('staff.retireSure', { staffId })}
        </Button>
      ) : (
        <Button variant="subtle" onClick={() => setSure(true)}>
          {say('staff.retire')}
        </Button>
      )}
    </>
  )
}

import { Button } from '@mantine/core'
import { Notice, useWords } from '@sentra/ui'

/** The ticket is good, but its holder skipped desk 1: where to send them, and back to the line. */
export function NotRegistered({ onLeave }: { onLeave: () => void }) {
  const { say } = useWords()
  return (
    <section className="panel stack">
      <Notice tone="warn">{say('vaccination.notRegistered')}</Notice>
      <Button onClick={onLeave}>{say('form.back')}</Button>
    </section>
  )
}

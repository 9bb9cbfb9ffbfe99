import { RefusalNotice, ScanField, useWords } from '@sentra/ui'
import { CameraButton } from '../scan/camera-button.tsx'
import { useFindTicket } from './find-ticket.ts'

/** Somebody stands here with a ticket in the hand, called or not. */
export function ShownTicket({ onFound }: { onFound: (ticketId: string) => void }) {
  const { say } = useWords()
  const find = useFindTicket()
  const show = async (text: string) => {
    const found = await find.find(text)
    if (found) onFound(found.ticket.ticketId)
  }
  return (
    <section className="panel stack" aria-label={say('queue.shownTicket')}>
      <ScanField label={say('queue.shownTicket')} busy={find.finding} onText={show} onTyping={find.forget}>
        <CameraButton onText={show} />
      </ScanField>
      <RefusalNotice refusal={find.refusal} />
    </section>
  )
}

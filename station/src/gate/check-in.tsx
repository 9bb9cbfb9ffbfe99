import { laneWords, type QueryAnswer } from '@sentra/contract'
import { RefusalNotice, ScanField, TicketNumber, useWords } from '@sentra/ui'
import { useState } from 'react'
import { ask } from '../api/site-client.ts'
import { useCommand } from '../api/use-command.ts'
import { ticketReference } from '../desk/ticket-reference.ts'
import { CameraButton } from '../scan/camera-button.tsx'

type Ticket = QueryAnswer<'findTicket'>['ticket']

/** The promise kept: a return ticket is shown once, and its holder is in the lane before every walk-in. */
export function CheckIn() {
  const { say, pick } = useWords()
  const [here, setHere] = useState<Ticket | null>(null)
  const checkIn = useCommand('ticket.check-in')
  const show = async (text: string) => {
    setHere(null)
    const answer = await checkIn.send({ ticket: ticketReference(text) })
    if (!answer) return
    const { ticketId } = answer.event.data as { ticketId: string }
    const found = await ask('findTicket', { body: { ticket: { ticketId } } }).catch(() => null)
    setHere(found?.ticket ?? null)
  }
  return (
    <section className="panel stack" aria-label={say('gate.checkIn')}>
      <h2>{say('gate.checkIn')}</h2>
      <p className="soft" style={{ margin: 0 }}>
        {say('gate.checkInHint')}
      </p>
      <ScanField label={say('scan.ticket')} busy={checkIn.sending} onText={show} onTyping={checkIn.clear}>
        <CameraButton onText={show} />
      </ScanField>
      <RefusalNotice refusal={checkIn.refusal} />
      {here ? (
        <div className="result" role="status">
          <TicketNumber number={here.number} lane={here.lane} laneName={pick(laneWords[here.lane])} />
          <p className="person-name">{here.holder.fullName}</p>
          <p>{say('gate.checkedIn')}</p>
        </div>
      ) : null}
    </section>
  )
}

import { Button } from '@mantine/core'
import { type EventData, laneWords, turnedAwayWords } from '@sentra/contract'
import { formatDay, Icon, openPaper, QrPicture, RefusalNotice, TicketNumber, useWords } from '@sentra/ui'
import type { Answer } from '../api/send-command.ts'
import { useCommand } from '../api/use-command.ts'
import { useStatus } from '../api/use-site.ts'
import { useShortcut } from '../form/use-shortcut.ts'

/** The result large enough to show across the table, and the next thing to do. */
export function AdmissionResult({ answer, onNext }: { answer: Answer; onNext: () => void }) {
  useShortcut('F2', onNext)
  return answer.event.type === 'ticket.issued' ? (
    <TicketGiven ticket={answer.event.data as EventData<'ticket.issued'>} onNext={onNext} />
  ) : (
    <StatementGiven statement={answer.event.data as EventData<'visitor.turned-away'>} onNext={onNext} />
  )
}

function TicketGiven({ ticket, onNext }: { ticket: EventData<'ticket.issued'>; onNext: () => void }) {
  const { say, pick, language } = useWords()
  const opensAt = useStatus()?.campaign?.opensAt ?? ''
  const undo = useCommand('ticket.void')
  const paper = `/v1/tickets/${ticket.ticketId}/paper.pdf`
  useShortcut('F9', () => openPaper(paper))
  const promise = ticket.kind === 'return'
  // A promise is only kept with the paper in the hand: its first key prints.
  const next = (
    <Button
      size="xl"
      variant={promise ? 'default' : 'filled'}
      autoFocus={!promise}
      onClick={onNext}
      leftSection={<Icon name="person" />}
    >
      {say('gate.next')}
      <kbd>F2</kbd>
    </Button>
  )
  const print = (
    <Button
      size="xl"
      variant={promise ? 'filled' : 'default'}
      autoFocus={promise}
      onClick={() => openPaper(paper)}
      leftSection={<Icon name="print" />}
    >
      {say('gate.print')}
      <kbd>F9</kbd>
    </Button>
  )
  return (
    <section className="panel result" aria-live="polite" data-testid="admission-result">
      <h2>{say(promise ? 'gate.returnGiven' : 'gate.dayGiven')}</h2>
      <TicketNumber
        number={ticket.number}
        lane={ticket.lane}
        laneName={pick(laneWords[ticket.lane])}
        size="huge"
      />
      <p className="person-name">{ticket.holder.fullName}</p>
      <p>
        {promise
          ? say('gate.promise', { day: formatDay(ticket.validOn, language), time: opensAt })
          : say('gate.dayHint')}
      </p>
      <QrPicture text={ticket.text} label={say('gate.qr', { number: ticket.number })} size={200} />
      <RefusalNotice refusal={undo.refusal} />
      <div className="row" style={{ justifyContent: 'center' }}>
        {promise ? print : next}
        {promise ? next : print}
        <Button
          size="xl"
          variant="subtle"
          color="alarm"
          loading={undo.sending}
          leftSection={<Icon name="undo" />}
          onClick={async () => {
            if (await undo.send({ ticketId: ticket.ticketId, reason: 'mistake' })) onNext()
          }}
        >
          {say('gate.undo')}
        </Button>
      </div>
    </section>
  )
}

function StatementGiven({
  statement,
  onNext,
}: {
  statement: EventData<'visitor.turned-away'>
  onNext: () => void
}) {
  const { say, pick } = useWords()
  const paper = `/v1/statements/${encodeURIComponent(statement.statementNumber)}/paper.pdf`
  useShortcut('F9', () => openPaper(paper))
  return (
    <section className="panel result" aria-live="polite" data-testid="admission-result">
      <h2>{say('gate.noPlace')}</h2>
      <p>{pick(turnedAwayWords[statement.reason])}</p>
      <p className="figure" style={{ fontSize: '2rem' }}>
        {statement.statementNumber}
      </p>
      <p className="soft">{say('gate.statementHint')}</p>
      <div className="row" style={{ justifyContent: 'center' }}>
        <Button size="xl" autoFocus onClick={() => openPaper(paper)} leftSection={<Icon name="print" />}>
          {say('gate.printStatement')}
          <kbd>F9</kbd>
        </Button>
        <Button size="xl" variant="default" onClick={onNext}>
          {say('gate.next')}
          <kbd>F2</kbd>
        </Button>
      </div>
    </section>
  )
}

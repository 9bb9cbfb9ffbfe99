import { Button, Checkbox } from '@mantine/core'
import type { EventData } from '@sentra/contract'
import { formatDay, Icon, Notice, RefusalNotice, useWords } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { siteQueries } from '../api/use-site.ts'
import { CalledPerson } from '../desk/called-person.tsx'
import { decisionWords } from '../desk/decision-words.ts'
import { NotRegistered } from '../desk/not-registered.tsx'
import { dosesLeft, vialToUse } from './vial-choice.ts'

/** The person is here, the vial is chosen: one touch records the dose and the arm. */
export function GiveDose({
  ticketId,
  vialId,
  desk,
  onLeave,
  onGiven,
}: {
  ticketId: string
  vialId: string | null
  desk: string
  onLeave: () => void
  onGiven: (dose: EventData<'immunization.recorded'>) => void
}) {
  const { say, pick, language } = useWords()
  const found = useQuery(siteQueries.ticket(ticketId)).data
  const stock = useQuery(siteQueries.stock).data
  const record = useCommand('immunization.record')
  const [extra, setExtra] = useState(false)
  if (!found || !stock) return <p role="status">{say('form.loading')}</p>
  const { ticket, visit } = found
  if (!visit) return <NotRegistered onLeave={onLeave} />
  const vial = vialToUse(stock.openVials, vialId)
  const beyondLabel = vial !== null && dosesLeft(vial) === 0
  const give = async (bodySite: 'LEFT_ARM' | 'RIGHT_ARM') => {
    if (!vial) return
    const answer = await record.send({
      visitId: visit.visitId,
      vialId: vial.vialId,
      bodySite,
      ...(beyondLabel ? { extraDoseStated: extra } : {}),
      ...(desk ? { desk } : {}),
    })
    if (answer) onGiven(answer.event.data as EventData<'immunization.recorded'>)
  }
  return (
    <div className="stack">
      <CalledPerson
        ticketId={ticketId}
        stage="vaccination"
        number={ticket.number}
        lane={ticket.lane}
        name={visit.patient.fullName}
        onMissed={onLeave}
      >
        <p style={{ margin: 0 }}>
          {formatDay(visit.patient.birthDate, language, false)} · {say(`person.${visit.patient.sex}`)} ·{' '}
          <strong>{say('person.dose', { dose: visit.doseNumber })}</strong>
        </p>
      </CalledPerson>
      <section className="panel stack" aria-label={say('vaccination.record')}>
        <p style={{ margin: 0 }}>{say('vaccination.askName')}</p>
        {visit.screening ? (
          <Notice tone={visit.screening.decision === 'PROCEED' ? 'good' : 'warn'}>
            {say('vaccination.screened', { decision: pick(decisionWords(visit.screening.decision)) })}
          </Notice>
        ) : null}
        {vial ? (
          <p style={{ margin: 0, fontWeight: 700 }}>
            {say('vaccination.from', {
              number: vial.vialNumber,
              lot: vial.lotNumber,
              dose: vial.dosesDrawn + 1,
            })}
          </p>
        ) : (
          <Notice tone="warn">{say('vaccination.noVial')}</Notice>
        )}
        {beyondLabel ? (
          <Checkbox
            checked={extra}
            onChange={(event) => setExtra(event.currentTarget.checked)}
            label={say('vaccination.extra', { dose: vial.dosesDrawn + 1, of: vial.dosesPerVial })}
          />
        ) : null}
        <RefusalNotice refusal={record.refusal} />
        <div className="arms">
          {(['LEFT_ARM', 'RIGHT_ARM'] as const).map((arm) => (
            <Button
              key={arm}
              size="xl"
              h={96}
              fullWidth
              loading={record.sending}
              disabled={!vial || (beyondLabel && !extra)}
              leftSection={<Icon name="vaccination" size={32} />}
              onClick={() => void give(arm)}
            >
              {say(`vaccination.${arm}`)}
            </Button>
          ))}
        </div>
        <Button variant="subtle" onClick={onLeave}>
          {say('form.back')}
        </Button>
      </section>
    </div>
  )
}

import { Button, TextInput } from '@mantine/core'
import type { EventData } from '@sentra/contract'
import { Dialog, RefusalNotice, useFieldRefusal, useWords } from '@sentra/ui'
import { type FormEvent, useRef, useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { useSiteNow } from '../api/use-site.ts'
import { Choice } from '../form/choice.tsx'
import { ManyChoice } from '../form/many-choice.tsx'
import { mending } from '../form/mending.ts'
import { useFirstError } from '../form/use-first-error.ts'
import type { Visit } from './observation-page.tsx'

const symptoms = [
  'pain',
  'swelling',
  'fever',
  'headache',
  'nausea',
  'fainting',
  'rash',
  'breathless',
  'palpitations',
  'weakness',
] as const
const minutesAgo = ['0', '5', '10', '15', '30'] as const

/** What somebody feels after the dose: symptoms by touch, serious or not, and what was done. */
export function AefiReport({
  visit,
  onReported,
  onClose,
}: {
  visit: Visit
  onReported: (report: EventData<'aefi.reported'>) => void
  onClose: () => void
}) {
  const { say } = useWords()
  const [felt, setFelt] = useState<string[]>([])
  const [other, setOther] = useState('')
  const [serious, setSerious] = useState<'yes' | 'no' | null>(null)
  const [ago, setAgo] = useState<(typeof minutesAgo)[number]>('0')
  const [action, setAction] = useState('')
  const [tries, setTries] = useState(0)
  const missing = tries > 0
  const form = useRef<HTMLFormElement>(null)
  const now = useSiteNow()
  const report = useCommand('aefi.report')
  const refusedField = useFieldRefusal(report.refusal)
  useFirstError(form, report.refusal ?? tries)
  const all = [...felt, ...(other.trim() ? [other.trim()] : [])]

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (all.length === 0 || !serious) return setTries(tries + 1)
    const answer = await report.send({
      visitId: visit.visitId,
      symptoms: all,
      serious: serious === 'yes',
      onsetAt: new Date(now - Number(ago) * 60_000).toISOString(),
      action: action.trim(),
    })
    if (answer) onReported(answer.event.data as EventData<'aefi.reported'>)
  }
  return (
    <Dialog open onClose={onClose} title={say('aefi.title', { number: visit.number })}>
      <form ref={form} className="stack" {...mending(report)} onSubmit={submit}>
        <ManyChoice
          label={say('aefi.symptoms')}
          values={felt}
          onChange={setFelt}
          options={symptoms.map((value) => ({ value, label: say(`symptom.${value}`) }))}
        />
        <TextInput
          label={say('aefi.other')}
          value={other}
          maxLength={60}
          error={missing && all.length === 0 ? say('aefi.symptomsMissing') : refusedField('symptoms')}
          onChange={(event) => setOther(event.currentTarget.value)}
        />
        <Choice
          label={say('aefi.serious')}
          value={serious}
          onChoose={setSerious}
          options={[
            { value: 'no', label: say('form.no') },
            { value: 'yes', label: say('form.yes'), tone: 'bad' },
          ]}
          error={missing && !serious ? say('form.required') : undefined}
        />
        <Choice
          label={say('aefi.onset')}
          value={ago}
          onChoose={setAgo}
          options={minutesAgo.map((value) => ({
            value,
            label: value === '0' ? say('aefi.now') : say('aefi.minutesAgo', { minutes: value }),
          }))}
          error={refusedField('onsetAt')}
        />
        <TextInput
          label={say('aefi.action')}
          value={action}
          maxLength={200}
          error={refusedField('action')}
          onChange={(event) => setAction(event.currentTarget.value)}
        />
        <RefusalNotice
          refusal={report.refusal}
          atField={Boolean(refusedField('symptoms', 'onsetAt', 'action'))}
        />
        <Button type="submit" size="xl" loading={report.sending}>
          {say('aefi.send')}
        </Button>
      </form>
    </Dialog>
  )
}

import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import type { CommandData, QueryAnswer } from '@sentra/contract'
import { formatCount, Notice, RefusalNotice, useFieldRefusal, useWords } from '@sentra/ui'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { useStatus } from '../api/use-site.ts'
import { Choice } from '../form/choice.tsx'
import { enterFlow } from '../form/enter-flow.ts'

type Reason = CommandData<'stock.waste'>['reason']
const reasons: readonly Reason[] = ['expired', 'damaged', 'cold-chain', 'lost', 'transferred']

/** Unopened vials that will never be given, with the reason; the quota of the day is planned again. */
export function WasteForm({ lots }: { lots: QueryAnswer<'stock'>['lots'] }) {
  const { say, language } = useWords()
  const today = useStatus()?.today
  const [chosen, setChosen] = useState<string | null>(null)
  const [vials, setVials] = useState<number | ''>('')
  const [reason, setReason] = useState<Reason | null>(null)
  const [note, setNote] = useState('')
  const [missing, setMissing] = useState(false)
  const [done, setDone] = useState<{ vials: number; lot: string } | null>(null)
  const waste = useCommand('stock.waste')
  const replan = useCommand('quota.replan')
  const refusedField = useFieldRefusal(waste.refusal)
  const held = lots.filter((lot) => lot.vialsUnopened > 0)
  const lotNumber = chosen ?? held[0]?.lotNumber
  if (!today || !lotNumber) return null

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!vials || !reason) return setMissing(true)
    const answer = await waste.send({
      lotNumber,
      vials,
      reason,
      ...(note.trim() ? { note: note.trim() } : {}),
    })
    if (!answer) return
    setDone({ vials, lot: lotNumber })
    setVials('')
    setNote('')
    setMissing(false)
    if (today.session === 'open') await replan.send({ localDate: today.localDate, cause: 'loss' })
  }
  const needed = (empty: boolean) => (missing && empty ? say('form.required') : undefined)
  return (
    <form className="panel stack" onSubmit={submit} onKeyDown={enterFlow} aria-label={say('waste.title')}>
      <h2>{say('waste.title')}</h2>
      <div className="fields">
        <NativeSelect
          label={say('stock.lot')}
          value={lotNumber}
          error={refusedField('lotNumber')}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={held.map((lot) => ({
            value: lot.lotNumber,
            label: `${lot.lotNumber} · ${lot.vialsUnopened}`,
          }))}
        />
        <NumberInput
          label={say('waste.vials')}
          value={vials}
          min={1}
          allowDecimal={false}
          error={needed(!vials) ?? refusedField('vials')}
          onChange={(value) => setVials(typeof value === 'number' ? value : '')}
        />
        <div className="whole">
          <Choice
            label={say('waste.reason')}
            value={reason}
            onChoose={setReason}
            options={reasons.map((value) => ({ value, label: say(`wasteReason.${value}`) }))}
            error={needed(!reason) ?? refusedField('reason')}
          />
        </div>
        <TextInput
          label={say('waste.note')}
          value={note}
          maxLength={200}
          data-optional=""
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </div>
      {done ? (
        <Notice tone="good">
          {say('waste.done', { vials: formatCount(done.vials, language), lot: done.lot })}
        </Notice>
      ) : null}
      <RefusalNotice refusal={waste.refusal ?? replan.refusal} atField={Boolean(waste.refusal?.field)} />
      <Button type="submit" variant="default" loading={waste.sending || replan.sending}>
        {say('waste.save')}
      </Button>
    </form>
  )
}

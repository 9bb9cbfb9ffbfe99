import { Button, NumberInput, TextInput } from '@mantine/core'
import { formatCount, Notice, RefusalNotice, useFieldRefusal, useWords } from '@sentra/ui'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { useStatus } from '../api/use-site.ts'
import { DateField } from '../form/date-field.tsx'
import { enterFlow } from '../form/enter-flow.ts'

/** Books a delivery of one lot; today's quota is planned again at once, because the stock changed. */
export function DeliveryForm() {
  const { say, language } = useWords()
  const status = useStatus()
  const [lotNumber, setLotNumber] = useState('')
  const [expirationDate, setExpirationDate] = useState<string | null>(null)
  const [vials, setVials] = useState<number | ''>('')
  const [dosesPerVial, setDosesPerVial] = useState<number | ''>(10)
  const [missing, setMissing] = useState(false)
  const [booked, setBooked] = useState<{ doses: number; lotNumber: string } | null>(null)
  const receive = useCommand('stock.receive')
  const replan = useCommand('quota.replan')
  const refusedField = useFieldRefusal(receive.refusal)
  const productId = status?.campaign?.productId
  if (!status || !productId) return <Notice tone="warn">{say('today.noCampaign')}</Notice>

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!lotNumber.trim() || !expirationDate || !vials || !dosesPerVial) return setMissing(true)
    const answer = await receive.send({
      productId,
      lotNumber: lotNumber.trim(),
      expirationDate,
      vials,
      dosesPerVial,
    })
    if (!answer) return
    setBooked({ doses: vials * dosesPerVial, lotNumber: lotNumber.trim() })
    setLotNumber('')
    setExpirationDate(null)
    setVials('')
    setMissing(false)
    if (status.today.session === 'open')
      await replan.send({ localDate: status.today.localDate, cause: 'delivery' })
  }
  const needed = (empty: boolean) => (missing && empty ? say('form.required') : undefined)
  return (
    <form className="panel stack" onSubmit={submit} onKeyDown={enterFlow} aria-label={say('delivery.title')}>
      <h2>{say('delivery.title')}</h2>
      <div className="fields">
        <TextInput
          label={say('stock.lot')}
          value={lotNumber}
          maxLength={20}
          autoComplete="off"
          autoCapitalize="characters"
          error={needed(!lotNumber.trim()) ?? refusedField('lotNumber')}
          onChange={(event) => setLotNumber(event.currentTarget.value)}
        />
        <DateField
          label={say('stock.expires')}
          value={expirationDate}
          onDate={setExpirationDate}
          error={needed(!expirationDate) ?? refusedField('expirationDate')}
        />
        <NumberInput
          label={say('delivery.vials')}
          value={vials}
          min={1}
          max={100_000}
          allowDecimal={false}
          error={needed(!vials) ?? refusedField('vials')}
          onChange={(value) => setVials(typeof value === 'number' ? value : '')}
        />
        <NumberInput
          label={say('delivery.dosesPerVial')}
          value={dosesPerVial}
          min={1}
          max={20}
          allowDecimal={false}
          error={needed(!dosesPerVial) ?? refusedField('dosesPerVial')}
          onChange={(value) => setDosesPerVial(typeof value === 'number' ? value : '')}
        />
      </div>
      {booked ? (
        <Notice tone="good">
          {say('delivery.booked', { doses: formatCount(booked.doses, language), lot: booked.lotNumber })}
        </Notice>
      ) : null}
      {receive.refusal?.field ? null : <RefusalNotice refusal={receive.refusal ?? replan.refusal} />}
      <Button type="submit" loading={receive.sending || replan.sending}>
        {vials && dosesPerVial
          ? say('delivery.bookDoses', { doses: formatCount(vials * dosesPerVial, language) })
          : say('delivery.book')}
      </Button>
    </form>
  )
}

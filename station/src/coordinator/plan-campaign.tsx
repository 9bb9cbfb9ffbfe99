import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { productIds } from '@sentra/domain'
import { RefusalNotice, useFieldRefusal, useWords } from '@sentra/ui'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { useStatus } from '../api/use-site.ts'
import { Choice } from '../form/choice.tsx'
import { DateField } from '../form/date-field.tsx'
import { enterFlow } from '../form/enter-flow.ts'
import { productName } from './product-name.ts'

/** Asks once what the stock has to last for; the defaults are those of Karawang. */
export function PlanCampaign() {
  const { say } = useWords()
  const today = useStatus()?.today.localDate ?? null
  const [name, setName] = useState('')
  const [placeName, setPlaceName] = useState('')
  const [productId, setProductId] = useState('covid19-biofarma')
  const [doses, setDoses] = useState<'1' | '2' | '1,2'>('1')
  const [firstDay, setFirstDay] = useState<string | null>(null)
  const [days, setDays] = useState<number | ''>(5)
  const [opensAt, setOpensAt] = useState('08:00')
  const [closesAt, setClosesAt] = useState('15:00')
  const [aefiPhone, setAefiPhone] = useState('119')
  const [missing, setMissing] = useState(false)
  const plan = useCommand('campaign.plan')
  const refusedField = useFieldRefusal(plan.refusal)
  const needed = (empty: boolean) => (missing && empty ? say('form.required') : undefined)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const from = firstDay ?? today
    if (!name.trim() || !placeName.trim() || !from || !days) return setMissing(true)
    await plan.send({
      name: name.trim(),
      placeName: placeName.trim(),
      productId,
      doseNumbers: doses.split(',').map(Number),
      firstDay: from,
      days,
      opensAt,
      closesAt,
      aefiPhone: aefiPhone.trim(),
    })
  }
  return (
    <form className="panel stack" onSubmit={submit} onKeyDown={enterFlow} aria-label={say('plan.title')}>
      <h2>{say('plan.title')}</h2>
      <div className="fields">
        <TextInput
          label={say('plan.name')}
          value={name}
          maxLength={120}
          error={needed(!name.trim()) ?? refusedField('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={say('plan.placeName')}
          value={placeName}
          maxLength={120}
          error={needed(!placeName.trim()) ?? refusedField('placeName')}
          onChange={(event) => setPlaceName(event.currentTarget.value)}
        />
        <NativeSelect
          label={say('plan.product')}
          value={productId}
          error={refusedField('productId')}
          onChange={(event) => setProductId(event.currentTarget.value)}
          data={productIds.map((value) => ({ value, label: productName(value, today ?? '') }))}
        />
        <Choice
          label={say('person.doseNumber')}
          value={doses}
          onChoose={setDoses}
          options={[
            { value: '1', label: '1' },
            { value: '2', label: '2' },
            { value: '1,2', label: '1 + 2' },
          ]}
          error={refusedField('doseNumbers')}
        />
        <DateField
          label={say('plan.firstDay')}
          value={firstDay ?? today}
          onDate={setFirstDay}
          error={refusedField('firstDay')}
        />
        <NumberInput
          label={say('plan.howManyDays')}
          value={days}
          min={1}
          max={90}
          allowDecimal={false}
          error={needed(!days) ?? refusedField('days')}
          onChange={(value) => setDays(typeof value === 'number' ? value : '')}
        />
        <TextInput
          type="time"
          label={say('plan.opensAt')}
          value={opensAt}
          error={refusedField('opensAt')}
          onChange={(event) => setOpensAt(event.currentTarget.value)}
        />
        <TextInput
          type="time"
          label={say('plan.closesAt')}
          value={closesAt}
          error={refusedField('closesAt')}
          onChange={(event) => setClosesAt(event.currentTarget.value)}
        />
        <TextInput
          label={say('plan.aefiPhone')}
          value={aefiPhone}
          maxLength={24}
          inputMode="tel"
          error={refusedField('aefiPhone')}
          onChange={(event) => setAefiPhone(event.currentTarget.value)}
        />
      </div>
      <RefusalNotice refusal={plan.refusal} />
      <Button type="submit" size="xl" loading={plan.sending}>
        {say('plan.save')}
      </Button>
    </form>
  )
}

import { Button, TextInput } from '@mantine/core'
import {
  type DeclaredReason,
  declaredReasonWords,
  type LinkView,
  type OutageTarget,
  outageTargetWords,
} from '@sentra/contract'
import { RefusalNotice, useFieldRefusal } from '@sentra/ui'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { Choice } from '../form/choice.tsx'
import { useOutageWords } from './outage-words.ts'

const targets: readonly OutageTarget[] = ['pcare', 'hub', 'satusehat']
const reasons = Object.keys(declaredReasonWords) as DeclaredReason[]

/** A person says that a service is out. PCare comes first: the laptop cannot see that nobody can save in it. */
export function DeclareOutage({ link, onClose }: { link: LinkView; onClose: () => void }) {
  const { say, tell, pick } = useOutageWords()
  const isDeclared = (target: OutageTarget) =>
    link.outages?.some((outage) => outage.target === target && outage.declared) ?? false
  const [target, setTarget] = useState<OutageTarget | null>(targets.find((each) => !isDeclared(each)) ?? null)
  const [reason, setReason] = useState<DeclaredReason | null>(null)
  const [note, setNote] = useState('')
  const [missing, setMissing] = useState(false)
  const declare = useCommand('outage.declare')
  const refusedField = useFieldRefusal(declare.refusal)
  const needed = (empty: boolean) => (missing && empty ? say('form.required') : undefined)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!target || !reason) return setMissing(true)
    const text = note.trim()
    if (await declare.send({ target, reason, ...(text ? { note: text } : {}) })) onClose()
  }
  return (
    <form className="stack" onSubmit={submit} aria-label={tell('declare')}>
      <p className="soft" style={{ margin: 0 }}>
        {tell('declareHint')}
      </p>
      <Choice
        label={tell('declareTarget')}
        value={target}
        onChoose={setTarget}
        options={targets.map((value) => ({ value, label: pick(outageTargetWords[value]) }))}
        error={needed(!target) ?? refusedField('target')}
      />
      <Choice
        label={tell('declareReason')}
        value={reason}
        onChoose={setReason}
        options={reasons.map((value) => ({ value, label: pick(declaredReasonWords[value]) }))}
        error={needed(!reason) ?? refusedField('reason')}
      />
      <TextInput
        label={tell('declareNote')}
        value={note}
        maxLength={120}
        data-optional=""
        error={refusedField('note')}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <RefusalNotice refusal={declare.refusal} atField={Boolean(declare.refusal?.field)} />
      <div className="row">
        <Button type="submit" size="lg" loading={declare.sending}>
          {tell('declareNow')}
        </Button>
        <Button variant="default" size="lg" onClick={onClose}>
          {tell('cancel')}
        </Button>
      </div>
    </form>
  )
}

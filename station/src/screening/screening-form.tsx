import { Button } from '@mantine/core'
import { type EventData, type QueryAnswer, refusalMessage } from '@sentra/contract'
import {
  checkPressure,
  evaluateScreening,
  isRefusal,
  itemsAsked,
  measurementsOf,
  screeningFormFor,
} from '@sentra/domain'
import { Notice, useFieldRefusal, useWords } from '@sentra/ui'
import { type FormEvent, useRef, useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { enterFlow } from '../form/enter-flow.ts'
import { mending } from '../form/mending.ts'
import { useFirstError } from '../form/use-first-error.ts'
import { useShortcut } from '../form/use-shortcut.ts'
import {
  type Answers,
  allNo,
  answersToSend,
  isFilled,
  isOpenQuestion,
  measureAgain,
  withoutPressure,
} from './answers.ts'
import { Decision } from './decision.tsx'
import { MeasurementFields } from './measurement-fields.tsx'
import { type Overridden, reasonLettersMin } from './override.tsx'
import { Question } from './question.tsx'
import './screening.css'

/** Measurements, then questions, with the advice of the same rules the site will apply, live. */
export function ScreeningFormView({
  visit,
  ageYears,
  localDate,
  productId,
  onRecorded,
}: {
  visit: QueryAnswer<'visit'>
  ageYears: number
  localDate: string
  productId: string | undefined
  onRecorded: (screening: EventData<'screening.recorded'>) => void
}) {
  const { say, pick } = useWords()
  const [pregnant, setPregnant] = useState(false)
  const [answers, setAnswers] = useState<Answers>({})
  const [consent, setConsent] = useState(false)
  const [override, setOverride] = useState<Overridden | null>(null)
  const record = useCommand('screening.record')
  const formElement = useRef<HTMLFormElement>(null)
  useFirstError(formElement, record.refusal)
  const refusedField = useFieldRefusal(record.refusal)

  const chosen = screeningFormFor({ localDate, ageYears, pregnant, doseNumber: visit.doseNumber })
  const form = isRefusal(chosen) ? null : chosen.form
  const [reasonMissing, setReasonMissing] = useState(false)
  const save = async () => {
    if (!form) return
    // A decision against the form is never dropped for want of a reason: it is not sent until there is one.
    if (override && override.reason.trim().length < reasonLettersMin) {
      setReasonMissing(true)
      formElement.current?.querySelector<HTMLElement>('[data-override-reason]')?.focus()
      return
    }
    if (!formElement.current?.checkValidity()) return
    const answer = await record.send({
      visitId: visit.visitId,
      formId: form.id,
      answers: answersToSend(answers),
      consent,
      ...(override ? { override: { decision: override.decision, reason: override.reason.trim() } } : {}),
    })
    if (answer) onRecorded(answer.event.data as EventData<'screening.recorded'>)
  }
  useShortcut('F2', () => void save())
  if (isRefusal(chosen) || !form)
    return (
      <Notice tone="bad">
        {isRefusal(chosen) ? pick(refusalMessage(chosen.refused, chosen.details ?? {})) : ''}
      </Notice>
    )

  const { addOns } = chosen
  const forms = [form, ...addOns]
  const items = forms.flatMap((one) =>
    itemsAsked(one, { doseNumber: visit.doseNumber, sex: visit.patient.sex }),
  )
  const needed = [...new Set(forms.flatMap(measurementsOf))]
  const sent = answersToSend(answers)
  const swapped = checkPressure(sent)
  const advice = evaluateScreening({
    form,
    addOns,
    // A pressure that cannot be is asked about first: no advice is built on it.
    answers: swapped ? withoutPressure(sent) : sent,
    doseNumber: visit.doseNumber,
    visitDate: localDate,
    productId,
  })
  const filled = swapped === null && isFilled(answers, needed, items)
  const answer = (id: string, value: Answers[string]) => setAnswers((before) => ({ ...before, [id]: value }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  return (
    <form
      ref={formElement}
      className="stack"
      noValidate
      {...mending(record)}
      onSubmit={submit}
      onKeyDown={enterFlow}
      aria-label={pick(form.title)}
    >
      <MeasurementFields
        key={form.id}
        names={needed}
        answers={answers}
        onAnswer={answer}
        errorFor={(name) =>
          swapped?.field === `answers.${name}`
            ? pick(refusalMessage(swapped.refused, swapped.details))
            : refusedField(`answers.${name}`, name)
        }
      />
      <section className="panel stack" aria-label={say('screening.questions')}>
        <div className="row-spread">
          <h2 style={{ margin: 0 }}>{pick(form.title)}</h2>
          <Button
            variant="light"
            data-enter-stop={items.some((item) => isOpenQuestion(item, answers)) || undefined}
            onClick={() => setAnswers((before) => allNo(before, items))}
          >
            {say('screening.allNo')}
          </Button>
        </div>
        {items.map((item) => (
          <Question
            key={item.id}
            item={item}
            answers={answers}
            onAnswer={answer}
            errorFor={(id) => refusedField(`answers.${id}`, id)}
          />
        ))}
      </section>
      <Decision
        advice={advice}
        filled={filled}
        items={items}
        consent={consent}
        onConsent={setConsent}
        override={override}
        reasonMissing={reasonMissing}
        onOverride={setOverride}
        onMeasureAgain={() => setAnswers(measureAgain)}
        onUseForm={() => setPregnant(true)}
        record={record}
      />
    </form>
  )
}

import { Button, TextInput } from '@mantine/core'
import { formatDay, formatTime, Notice, RefusalNotice } from '@sentra/ui'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type EnrolmentCode, makeEnrolmentCode, RefusedError } from '../api/hub-client.ts'
import { wallTimeZone } from '../overview/age.ts'
import { useConsoleWords } from '../words/use-console-words.ts'

/** Makes the code with which one site joins. The hub keeps only its hash, so it is shown here, once. */
export function EnrolmentPanel() {
  const { say } = useConsoleWords()
  const [siteName, setSiteName] = useState('')
  const [tried, setTried] = useState(false)
  const making = useMutation({ mutationFn: makeEnrolmentCode })
  const refusal = making.error instanceof RefusedError ? making.error.refusal : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (siteName.trim() !== '') making.mutate(siteName.trim())
  }
  return (
    <section className="panel enrolment" aria-labelledby="enrol-heading">
      <h2 id="enrol-heading">{say('enrol.heading')}</h2>
      {making.data ? (
        <CodeShownOnce
          made={making.data}
          onDone={() => {
            making.reset()
            setSiteName('')
            setTried(false)
          }}
        />
      ) : (
        <form onSubmit={submit} noValidate>
          <p>{say('enrol.explain')}</p>
          <div className="enrolment-fields">
            <TextInput
              label={say('enrol.siteName')}
              value={siteName}
              maxLength={120}
              onChange={(event) => setSiteName(event.currentTarget.value)}
              error={tried && siteName.trim() === '' ? say('enrol.siteNameMissing') : undefined}
            />
            <Button type="submit" loading={making.isPending}>
              {say('enrol.submit')}
            </Button>
          </div>
          <RefusalNotice refusal={refusal} />
          {making.isError && !refusal ? <Notice tone="bad">{say('noAnswer')}</Notice> : null}
        </form>
      )}
    </section>
  )
}

function CodeShownOnce({ made, onDone }: { made: EnrolmentCode; onDone: () => void }) {
  const { say, language } = useConsoleWords()
  const [copied, setCopied] = useState(false)
  const time = `${formatDay(made.validUntil.slice(0, 10), language, false)} ${formatTime(made.validUntil, wallTimeZone, language)}`
  const command = `npx sentra site start --hub ${location.origin} --enrolment-code ${made.code}`
  return (
    <div className="enrolment-code" role="status">
      <p>{say('enrol.code')}</p>
      <output className="figure">{made.code}</output>
      <p>{say('enrol.validUntil', { time })}</p>
      <Notice tone="warn">{say('enrol.once')}</Notice>
      <p>{say('enrol.how')}</p>
      <code>{command}</code>
      <div className="enrolment-buttons">
        <Button
          variant="default"
          onClick={() => void navigator.clipboard?.writeText(command).then(() => setCopied(true))}
        >
          {say(copied ? 'enrol.copied' : 'enrol.copy')}
        </Button>
        <Button onClick={onDone}>{say('enrol.done')}</Button>
      </div>
    </div>
  )
}

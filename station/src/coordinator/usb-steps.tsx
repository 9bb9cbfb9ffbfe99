import { Button } from '@mantine/core'
import type { RefusalBody } from '@sentra/contract'
import { formatCount, formatDayAndTime, Notice, RefusalNotice } from '@sentra/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useSiteNow, useStatus } from '../api/use-site.ts'
import { downloadFile, type ReplyRead, uploadReply } from './download-file.ts'
import { useOutageWords } from './outage-words.ts'

/** After two days without a receipt the steps are open: by then cards wait that people have been promised. */
const longWithoutReceiptMs = 2 * 24 * 3_600_000

/** Days without a line: write a bundle, carry it, read what comes back. */
export function UsbSteps() {
  const { tell, language } = useOutageWords()
  const status = useStatus()
  const now = useSiteNow()
  const client = useQueryClient()
  const chooser = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState<'writing' | 'reading' | null>(null)
  const [written, setWritten] = useState<string | null>(null)
  const [read, setRead] = useState<ReplyRead | null>(null)
  const [problem, setProblem] = useState<RefusalBody | 'no-answer' | null>(null)
  if (!status?.link.sending) return null
  const { link, timeZone, siteId } = status
  const { oldestWaitingAt, mayBundle } = link.sending!
  const isLong = oldestWaitingAt !== null && now - Date.parse(oldestWaitingAt) > longWithoutReceiptMs
  const fileName = written ?? `${siteId}.age`

  const write = async () => {
    setBusy('writing')
    const answer = await downloadFile('/v1/bundle')
    setBusy(null)
    setWritten(answer && 'file' in answer ? answer.file : null)
    setProblem(answer === null ? 'no-answer' : 'refusal' in answer ? answer.refusal : null)
  }
  const take = async (file: File) => {
    setBusy('reading')
    const answer = await uploadReply(file)
    setBusy(null)
    setRead(answer && !('refusal' in answer) ? answer : null)
    setProblem(answer === null ? 'no-answer' : 'refusal' in answer ? answer.refusal : null)
    void client.invalidateQueries()
  }
  return (
    <details className="panel usb-steps" open={isLong || undefined}>
      <summary>{tell('usb')}</summary>
      <div className="stack">
        {isLong ? (
          <Notice tone="warn">
            {tell('usbLong', { time: formatDayAndTime(oldestWaitingAt, timeZone, language) })}
          </Notice>
        ) : null}
        {mayBundle ? null : <Notice>{tell('usbNotYet')}</Notice>}
        <ol className="steps">
          <li>
            <p>{tell('usbOne')}</p>
            <Button
              variant="default"
              size="lg"
              disabled={!mayBundle}
              loading={busy === 'writing'}
              onClick={() => void write()}
            >
              {tell('usbWrite', { count: formatCount(link.waiting, language) })}
            </Button>
            {written ? <Notice tone="good">{tell('usbWritten', { file: written })}</Notice> : null}
          </li>
          <li>
            <p>{tell('usbTwo')}</p>
            <code className="command">
              {`sentra hub import-bundle ${fileName} --hub https://… --reply ${fileName.replace(/\.age$/, '')}.reply.age`}
            </code>
          </li>
          <li>
            <p>{tell('usbThree')}</p>
            <input
              ref={chooser}
              type="file"
              accept=".age"
              className="visually-hidden"
              aria-label={tell('usbRead')}
              tabIndex={-1}
              onChange={(event) => {
                const [file] = event.currentTarget.files ?? []
                event.currentTarget.value = ''
                if (file) void take(file)
              }}
            />
            <Button
              variant="default"
              size="lg"
              loading={busy === 'reading'}
              onClick={() => chooser.current?.click()}
            >
              {tell('usbRead')}
            </Button>
            {read ? (
              <Notice tone={read.stoppedBy === null && read.refused === 0 ? 'good' : 'warn'}>
                {tell('usbReadDone', {
                  size: formatCount(read.receiptSize, language),
                  news: formatCount(read.feedEntries, language),
                  refused: formatCount(read.refused, language),
                })}{' '}
                {read.stoppedBy === null ? '' : tell('usbStopped', { reason: read.stoppedBy })}
              </Notice>
            ) : null}
          </li>
        </ol>
        {problem === 'no-answer' ? (
          <Notice tone="bad">{tell('downloadFailed')}</Notice>
        ) : (
          <RefusalNotice refusal={problem} />
        )}
        <span className="soft">{tell('usbTwice')}</span>
      </div>
    </details>
  )
}

import { Button } from '@mantine/core'
import {
  type LinkView,
  type OpenOutageView,
  type OutageTarget,
  outageCauseWords,
  outageTargetWords,
  outageWord,
} from '@sentra/contract'
import { formatDayAndTime, formatTime, RefusalNotice } from '@sentra/ui'
import { useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { useStatus } from '../api/use-site.ts'
import { DeclareOutage } from './declare-outage.tsx'
import { type OutageWord, useOutageWords } from './outage-words.ts'

export const outageTargets: readonly OutageTarget[] = ['hub', 'pcare', 'satusehat']
const states = { up: 'stateUp', slow: 'stateSlow', down: 'stateDown', unknown: 'stateUnknown' } as const
const tones = { up: 'good', slow: 'warn', down: 'bad', unknown: 'plain' } as const

/** Each service the site depends on: what the laptop sees of it, and apart from that what people declared. */
export function ServicesPanel({ mayAct }: { mayAct: boolean }) {
  const { tell } = useOutageWords()
  const status = useStatus()
  const [declaring, setDeclaring] = useState(false)
  if (!status) return null
  const { link, timeZone } = status
  return (
    <section className="panel stack" aria-labelledby="services-heading">
      <div>
        <h2 id="services-heading" style={{ marginBottom: 4 }}>
          {tell('services')}
        </h2>
        <span className="soft">{tell('servicesHint')}</span>
      </div>
      <ul className="list-plain">
        {outageTargets.map((target) => (
          <ServiceRow key={target} target={target} link={link} timeZone={timeZone} mayAct={mayAct} />
        ))}
      </ul>
      {mayAct ? (
        declaring ? (
          <DeclareOutage link={link} onClose={() => setDeclaring(false)} />
        ) : (
          <div className="row">
            <Button variant="default" size="lg" onClick={() => setDeclaring(true)}>
              {tell('declare')}
            </Button>
          </div>
        )
      ) : null}
    </section>
  )
}

function ServiceRow({
  target,
  link,
  timeZone,
  mayAct,
}: {
  target: OutageTarget
  link: LinkView
  timeZone: string
  mayAct: boolean
}) {
  const { tell, pick, language } = useOutageWords()
  const watched = target === 'hub' ? link : link.targets?.find((each) => each.target === target)
  const open = link.outages?.filter((outage) => outage.target === target) ?? []
  const state = watched?.state ?? 'unknown'
  const triedAt = watched && 'lastTriedAt' in watched ? watched.lastTriedAt : null
  return (
    <li className="service-row" data-target={target}>
      <div className="row-spread">
        <strong className="service-name">{pick(outageTargetWords[target])}</strong>
        <span className={`link-pill tone-${watched ? tones[state] : 'plain'}`}>
          {watched ? tell(states[state] satisfies OutageWord) : tell('notWatched')}
        </span>
      </div>
      {triedAt ? (
        <span className="soft">{tell('lastTry', { time: formatTime(triedAt, timeZone, language) })}</span>
      ) : null}
      {open.map((outage) => (
        <div key={outage.outageId} className="row-spread">
          <span>
            <span className={`link-pill tone-${outage.declared ? 'warn' : 'bad'}`}>
              {tell(outage.declared ? 'declared' : 'detected')}
            </span>{' '}
            {tell('outSince', { time: formatDayAndTime(outage.since, timeZone, language) })}
            {outage.declared ? '' : ` · ${pick(outageWord(outageCauseWords, outage.cause))}`}
          </span>
          {outage.declared && mayAct ? <EndOutage outage={outage} /> : null}
        </div>
      ))}
    </li>
  )
}

function EndOutage({ outage }: { outage: OpenOutageView }) {
  const { tell, pick } = useOutageWords()
  const end = useCommand('outage.end')
  return (
    <div className="stack-tight">
      <Button
        variant="default"
        loading={end.sending}
        onClick={() => void end.send({ outageId: outage.outageId })}
      >
        {tell('endDeclared', { target: pick(outageTargetWords[outage.target]) })}
      </Button>
      <RefusalNotice refusal={end.refusal} />
    </div>
  )
}

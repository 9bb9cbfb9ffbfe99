import { Button, UnstyledButton } from '@mantine/core'
import type { VialView } from '@sentra/contract'
import { EmptyState, formatDuration, useWords, VialPicture } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { siteQueries, useSiteNow } from '../api/use-site.ts'
import { CloseVial } from './close-vial.tsx'
import { OpenNextVial } from './open-next-vial.tsx'
import { dosesLeft, vialToUse } from './vial-choice.ts'

/** What is open on the table: doses left in each vial, and how long it may still be used. */
export function OpenVials({
  vialId,
  onChoose,
}: {
  vialId: string | null
  onChoose: (vialId: string | null) => void
}) {
  const { say } = useWords()
  const stock = useQuery(siteQueries.stock).data
  const [closing, setClosing] = useState<VialView | null>(null)
  if (!stock) return <section className="panel">{say('form.loading')}</section>
  const current = vialToUse(stock.openVials, vialId)
  return (
    <section className="panel stack" aria-label={say('vial.open')}>
      <h2>{say('vial.open')}</h2>
      {stock.openVials.length === 0 ? <EmptyState icon="vaccination" title={say('vial.none')} /> : null}
      <ul className="list-plain">
        {stock.openVials.map((vial) => (
          <VialRow
            key={vial.vialId}
            vial={vial}
            current={vial.vialId === current?.vialId}
            onChoose={() => onChoose(vial.vialId)}
            onClose={() => setClosing(vial)}
          />
        ))}
      </ul>
      <OpenNextVial advice={stock.openVialAdvice} lots={stock.lots} />
      <CloseVial
        vial={closing}
        onDone={() => {
          setClosing(null)
          onChoose(null)
        }}
      />
    </section>
  )
}

function VialRow({
  vial,
  current,
  onChoose,
  onClose,
}: {
  vial: VialView
  current: boolean
  onChoose: () => void
  onClose: () => void
}) {
  const { say } = useWords()
  const left = dosesLeft(vial)
  const seconds = (Date.parse(vial.discardAt) - useSiteNow()) / 1000
  const words = say('vial.doses', { left, of: vial.dosesPerVial })
  return (
    <li className="row" style={{ flexWrap: 'nowrap' }}>
      <UnstyledButton className="person-row" aria-current={current} onClick={onChoose}>
        <VialPicture dosesLeft={left} dosesPerVial={vial.dosesPerVial} label={words} height={92} />
        <span className="person-row-text">
          <strong>{say('vial.number', { number: vial.vialNumber })}</strong>
          <span>{say('vial.lot', { lot: vial.lotNumber })}</span>
          <span>{words}</span>
          <span style={{ color: seconds < 1800 ? 'var(--bad)' : 'var(--ink)', fontWeight: 700 }}>
            {seconds > 0 ? say('vial.discardIn', { time: formatDuration(seconds) }) : say('vial.discardNow')}
          </span>
        </span>
      </UnstyledButton>
      <Button
        variant="default"
        style={{ flex: 'none' }}
        onClick={onClose}
        aria-label={say('vial.closeNumber', { number: vial.vialNumber })}
      >
        {say('vial.close')}
      </Button>
    </li>
  )
}

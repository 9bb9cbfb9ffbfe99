import { Button, NativeSelect, UnstyledButton } from '@mantine/core'
import type { VialView } from '@sentra/contract'
import {
  EmptyState,
  formatDuration,
  formatShortDay,
  Icon,
  Notice,
  RefusalNotice,
  useWords,
  VialPicture,
} from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { siteQueries, useSiteNow } from '../api/use-site.ts'
import { useShortcut } from '../form/use-shortcut.ts'
import { CloseVial } from './close-vial.tsx'
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
      <OpenNext advice={stock.openVialAdvice} lots={stock.lots} />
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

type Stock = NonNullable<ReturnType<typeof useStockData>>
const useStockData = () => useQuery(siteQueries.stock).data

function OpenNext({ advice, lots }: { advice: Stock['openVialAdvice']; lots: Stock['lots'] }) {
  const { say, language } = useWords()
  const usable = lots
    .filter((lot) => lot.vialsUnopened > 0 && !lot.expired)
    .toSorted((one, other) => one.expirationDate.localeCompare(other.expirationDate))
  const [chosen, setChosen] = useState<string | null>(null)
  const lotNumber = chosen ?? usable[0]?.lotNumber
  const open = useCommand('stock.open-vial')
  const openNow = () => lotNumber && void open.send({ lotNumber })
  useShortcut('F4', openNow, Boolean(lotNumber))
  return (
    <div className="stack-tight">
      <Notice tone={advice.open ? 'good' : advice.reason === 'no-stock' ? 'bad' : 'plain'}>
        {say(`vialAdvice.${advice.reason}`, {
          expected: Math.round(advice.peopleExpected),
          needed: Math.ceil(advice.peopleNeeded),
        })}
      </Notice>
      {usable.length > 1 ? (
        <NativeSelect
          label={say('vial.fromLot')}
          value={lotNumber ?? ''}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={usable.map((lot) => ({
            value: lot.lotNumber,
            label: `${lot.lotNumber} · ${formatShortDay(lot.expirationDate, language)} · ${lot.vialsUnopened}`,
          }))}
        />
      ) : null}
      <RefusalNotice refusal={open.refusal} />
      <Button
        variant={advice.open ? 'filled' : 'default'}
        disabled={!lotNumber}
        loading={open.sending}
        onClick={openNow}
        leftSection={<Icon name="vaccination" />}
      >
        {say('vial.openNext')}
        <kbd>F4</kbd>
      </Button>
    </div>
  )
}

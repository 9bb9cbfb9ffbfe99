import { Button, NativeSelect } from '@mantine/core'
import type { StockView } from '@sentra/contract'
import { formatShortDay, Icon, Notice, RefusalNotice, useWords } from '@sentra/ui'
import { useState } from 'react'
import { useCommand } from '../api/use-command.ts'
import { useShortcut } from '../form/use-shortcut.ts'

/** Enough are expected and yet it says wait: then nobody is here so far. */
const adviceInWords = ({ reason, peopleExpected, peopleNeeded }: StockView['openVialAdvice']) =>
  reason === 'wait-for-people' && peopleExpected >= peopleNeeded ? 'nobody-yet' : reason

/** Opens the next vial of the lot that expires first, with the site's advice whether to. */
export function OpenNextVial({
  advice,
  lots,
}: {
  advice: StockView['openVialAdvice']
  lots: StockView['lots']
}) {
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
        {say(`vialAdvice.${adviceInWords(advice)}`, {
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

import { Button } from '@mantine/core'
import type { RefusalBody } from '@sentra/contract'
import { Icon, RefusalNotice } from '@sentra/ui'
import { useState } from 'react'
import { PaperBack, type PaperState } from './paper-back.tsx'

/** The one step of every exchange: where the local paper is, then the button. Nothing is sent without the first. */
export function ExchangePaper({
  label,
  refusal,
  sending,
  onConfirm,
}: {
  label: string
  refusal: RefusalBody | null
  sending: boolean
  onConfirm: (paperWithdrawn: boolean) => void
}) {
  const [paper, setPaper] = useState<PaperState | null>(null)
  const [missing, setMissing] = useState(false)
  return (
    <>
      <PaperBack
        value={paper}
        missing={missing}
        onChoose={(value) => {
          setMissing(false)
          setPaper(value)
        }}
      />
      <RefusalNotice refusal={refusal} />
      <Button
        size="xl"
        fullWidth
        loading={sending}
        leftSection={<Icon name="exchange" />}
        onClick={() => (paper ? onConfirm(paper === 'punched') : setMissing(true))}
      >
        {label}
      </Button>
    </>
  )
}

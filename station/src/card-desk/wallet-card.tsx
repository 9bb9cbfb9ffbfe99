import { Button } from '@mantine/core'
import type { QueryAnswer } from '@sentra/contract'
import { Dialog, Notice, RefusalNotice, useWords } from '@sentra/ui'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { exchange, RefusedError } from '../api/site-client.ts'

type Card = Pick<QueryAnswer<'visit'>['cards'][number], 'cardId' | 'serial'>

/** The handed-over national card for the wallet of the person's phone. The hub signs it; nobody waits for it. */
export function WalletCard({ card }: { card: Card }) {
  const { say } = useWords()
  const [open, setOpen] = useState(false)
  const asking = useMutation({
    mutationFn: () => exchange<{ qrSvg: string }>('POST', `/v1/cards/${card.cardId}/wallet`),
  })
  const refusal = asking.error instanceof RefusedError ? asking.error.refusal : null
  const picture = usePicture(asking.data?.qrSvg)
  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          setOpen(true)
          asking.mutate()
        }}
      >
        {say('cardDesk.wallet')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={say('cardDesk.wallet')}>
        <div className="stack">
          {asking.isPending ? <p role="status">{say('cardDesk.walletAsking')}</p> : null}
          <RefusalNotice refusal={refusal} />
          {asking.isError ? <Notice>{say('cardDesk.walletLater')}</Notice> : null}
          {picture ? (
            <>
              <p>{say('cardDesk.walletHint')}</p>
              <img
                src={picture}
                alt={say('cardDesk.walletQr', { serial: card.serial })}
                style={{ width: '100%', background: '#ffffff' }}
              />
            </>
          ) : null}
        </div>
      </Dialog>
    </>
  )
}

/** An address for a picture that came as text, given back when it is no longer shown. */
function usePicture(svg: string | undefined): string | null {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    if (!svg) return
    const made = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [svg])
  return address
}

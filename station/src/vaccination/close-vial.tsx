import { Button } from '@mantine/core'
import type { CommandData, VialView } from '@sentra/contract'
import { Dialog, RefusalNotice, useWords } from '@sentra/ui'
import { useCommand } from '../api/use-command.ts'
import { dosesLeft } from './vial-choice.ts'

type Reason = CommandData<'stock.close-vial'>['reason']

/** Closing says why: empty, or what is left is wastage with its reason. Doses are never rounded away. */
export function CloseVial({ vial, onDone }: { vial: VialView | null; onDone: () => void }) {
  const { say } = useWords()
  const close = useCommand('stock.close-vial')
  if (!vial) return null
  const left = dosesLeft(vial)
  const reasons: Reason[] = left === 0 ? ['empty'] : ['discard-time', 'session-end', 'damaged']
  return (
    <Dialog open onClose={onDone} title={say('vial.closeNumber', { number: vial.vialNumber })}>
      <div className="stack">
        <p>{left === 0 ? say('vial.closeEmpty') : say('vial.closeWaste', { left })}</p>
        <RefusalNotice refusal={close.refusal} />
        {reasons.map((reason) => (
          <Button
            key={reason}
            variant={left === 0 ? 'filled' : 'default'}
            loading={close.sending}
            onClick={async () => {
              if (await close.send({ vialId: vial.vialId, reason })) onDone()
            }}
          >
            {say(`vialReason.${reason}`)}
          </Button>
        ))}
      </div>
    </Dialog>
  )
}

import { useWords } from '@sentra/ui'
import { Choice } from '../form/choice.tsx'

export type PaperState = 'punched' | 'lost'

/** Where the local paper is. A lost one is said, not passed over: its card stops being valid all the same. */
export function PaperBack({
  value,
  missing,
  onChoose,
}: {
  value: PaperState | null
  missing: boolean
  onChoose: (value: PaperState) => void
}) {
  const { say } = useWords()
  return (
    <Choice
      label={say('exchange.paper')}
      value={value}
      onChoose={onChoose}
      options={[
        { value: 'punched', label: say('exchange.punched'), tone: 'good' },
        { value: 'lost', label: say('exchange.lost') },
      ]}
      error={missing ? say('exchange.paperMissing') : undefined}
    />
  )
}

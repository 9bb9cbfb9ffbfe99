import { ScanField, useWords } from '@sentra/ui'
import { PersonSearch } from '../person/person-search.tsx'
import { CameraButton } from '../scan/camera-button.tsx'

/** A card or ticket laid on the table; or, with empty hands, a name. */
export function CardSearch({
  busy,
  onShow,
  onTyping,
  onOpen,
}: {
  busy: boolean
  onShow: (text: string) => void
  onTyping: () => void
  onOpen: (visitId: string) => void
}) {
  const { say } = useWords()
  return (
    <section className="panel stack" aria-label={say('cardDesk.find')}>
      <h2>{say('cardDesk.find')}</h2>
      <ScanField label={say('cardDesk.scan')} busy={busy} onText={onShow} onTyping={onTyping}>
        <CameraButton onText={onShow} />
      </ScanField>
      <PersonSearch onOpen={onOpen} />
    </section>
  )
}

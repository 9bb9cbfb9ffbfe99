import { RefusalNotice, useWords } from '@sentra/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { CallNext } from '../desk/call-next.tsx'
import { DeskPage } from '../desk/desk-page.tsx'
import { useMyDesk } from '../desk/my-desk.ts'
import { CardSearch } from './card-search.tsx'
import { CardsWaiting } from './cards-waiting.tsx'
import { ExchangeElsewhere } from './exchange-elsewhere.tsx'
import { PersonCards } from './person-cards.tsx'
import { useShowCard } from './show-card.ts'
import { UncollectedCards } from './uncollected-cards.tsx'
import { VoidRequests } from './void-requests.tsx'

/** Nobody leaves without a card: this desk is told which one, and one touch makes it. */
export function CardDeskPage() {
  const { say } = useWords()
  const [desk] = useMyDesk('card')
  const navigate = useNavigate()
  const { visit: visitId } = useSearch({ strict: false }) as { visit?: string }
  const open = (next: string | undefined) =>
    void navigate({ to: '/card', search: next ? { visit: next } : {} })
  const shown = useShowCard(open)
  return (
    <DeskPage station="card" desk={desk} wide>
      <div className="two-columns">
        {shown.elsewhere ? (
          <ExchangeElsewhere
            key={shown.elsewhere.text}
            {...shown.elsewhere}
            onLeave={() => shown.leaveElsewhere()}
          />
        ) : visitId ? (
          <PersonCards
            key={visitId}
            visitId={visitId}
            shownCardId={shown.cardId}
            onLeave={() => open(undefined)}
          />
        ) : (
          <div className="stack">
            <CallNext
              stage="card"
              desk={desk || say('station.card')}
              onCalled={(ticketId) => void shown.showTicket({ ticketId })}
            />
            <CardsWaiting onOpen={open} />
            <VoidRequests onOpen={open} whenNone={false} />
            <UncollectedCards onOpen={open} />
          </div>
        )}
        <div className="stack">
          <CardSearch
            key={visitId ?? 'nobody'}
            busy={shown.busy}
            onShow={shown.show}
            onTyping={shown.forget}
            onOpen={open}
          />
          <RefusalNotice refusal={shown.refusal} />
        </div>
      </div>
    </DeskPage>
  )
}

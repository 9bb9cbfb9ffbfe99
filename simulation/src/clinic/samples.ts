import type { Lane } from '@sentra/contract'
import type { SiteClient } from '../client/site-client.ts'
import type { Hall } from './hall.ts'

/** What the board and the coordinator's page showed at one moment, and what people held. */
export interface Sample {
  readonly at: number
  readonly day: number
  readonly dosesOnHand: number
  readonly plannedAtClose: number
  readonly link: string
  readonly waitingForHub: number
  readonly line: Readonly<Record<Lane, number>>
  readonly longestWaitMinutes: Readonly<Record<Lane, number>>
  readonly cards: { readonly localLive: number; readonly exchanged: number; readonly national: number }
}

/** One look at the public pages; in registration's line only, because that is where people stand. */
export async function takeSample(client: SiteClient, hall: Hall): Promise<Sample> {
  const [status, queue] = await Promise.all([client.ask('status'), client.ask('queue')])
  const line = { emergency: 0, 'return-ticket': 0, priority: 0, 'walk-in': 0 }
  const longestWaitMinutes = { ...line }
  for (const waiting of queue.waiting) {
    if (waiting.stage !== 'registration') continue
    line[waiting.lane] += waiting.count
    longestWaitMinutes[waiting.lane] = Math.round(waiting.longestWaitSeconds / 60)
  }
  const { plan, dosesOnHand, dosesGiven } = status.today
  const papers = hall.visitors.flatMap((visitor) => visitor.papers)
  return {
    at: hall.clock.now(),
    day: hall.day,
    dosesOnHand,
    plannedAtClose: plan ? Math.max(0, dosesOnHand + dosesGiven - plan.quota) : dosesOnHand,
    link: status.link.state,
    waitingForHub: status.link.waiting,
    line,
    longestWaitMinutes,
    cards: {
      localLive: papers.filter((paper) => paper.kind === 'local' && !paper.withdrawn).length,
      exchanged: papers.filter((paper) => paper.withdrawn).length,
      national: papers.filter((paper) => paper.kind === 'national').length,
    },
  }
}

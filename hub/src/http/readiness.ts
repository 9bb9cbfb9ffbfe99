import type { Admission } from '../accept/admission.ts'
import type { Database } from '../store/database.ts'

/** A hub that had to say "full" is not asked by a balancer for this long. */
const fullMilliseconds = 2_000
/** A database that has not answered by then is away. */
const answerMilliseconds = 2_000

/** Whether new requests shall come here: the database answers and may be written to, there is room, nobody said stop. */
export function openReadiness(database: Database) {
  let stopping = false
  let fullAt = Number.NEGATIVE_INFINITY
  let last = true
  return {
    isReady: async (): Promise<boolean> => {
      const full = performance.now() - fullAt < fullMilliseconds
      last = !stopping && !full && (await mayWrite(database))
      return last
    },
    last: () => last,
    stopping: () => {
      stopping = true
    },
    isStopping: () => stopping,
    /** The same admission; what it refuses for want of room is remembered, and how many batches are in hand is told. */
    watch: (admission: Admission, tell: (batchesInHand: number) => void): Admission => ({
      inFlight: admission.inFlight,
      enter: (...request) => {
        const place = admission.enter(...request)
        if ('retryAfterSeconds' in place) {
          if (!place.ownShare) fullAt = performance.now()
          return place
        }
        tell(admission.inFlight().batches)
        const leave = () => {
          place.leave()
          tell(admission.inFlight().batches)
        }
        return { leave }
      },
    }),
  }
}

async function mayWrite(database: Database): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), answerMilliseconds)
  })
  const answer = database.query<{ standby: boolean }>('SELECT pg_is_in_recovery() AS standby').then(
    ([row]) => row?.standby === false,
    () => false,
  )
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}

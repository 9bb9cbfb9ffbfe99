/** The one place where the site asks what time it is. A simulated one needs rehearsal data (see `store/clock-guard.ts`). */
export { type Clock, simulatedClock, systemClock } from '@sentra/journal'

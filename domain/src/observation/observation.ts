import type { AefiReported, EventDraft, Instant, LocalDate, ObservationEnded } from '@sentra/contract'
import data from '../../data/screening-forms.json' with { type: 'json' }
import { addDays } from '../campaign/local-date.ts'
import { clockWentBack } from '../clock/clock-went-back.ts'
import { type Refusal, refuse } from '../refusal.ts'

/** A visit as the observation desk needs it. */
export interface VisitUnderObservation {
  readonly visitId: string
  readonly immunization: { readonly immunizationId: string; readonly at: Instant } | null
  readonly until: Instant | null
  readonly ended: boolean
}

/**
 * Ends an observation. "Well" waits for its time, or for the watcher's own watch when the clock was set back; leaving early
 * and an adverse event are recorded as they are.
 */
export function endObservation(
  visit: VisitUnderObservation | null,
  outcome: ObservationEnded['outcome'],
  now: { readonly instant: Instant },
):
  | EventDraft<'observation.ended'>
  | Refusal<'not-registered' | 'not-vaccinated' | 'observation-already-ended' | 'observation-not-over'> {
  if (visit === null) return refuse('not-registered', { field: 'visitId' })
  if (visit.immunization === null || visit.until === null)
    return refuse('not-vaccinated', { field: 'visitId' })
  if (visit.ended) return refuse('observation-already-ended', { field: 'visitId' })
  const minutesLeft = Math.ceil((Date.parse(visit.until) - Date.parse(now.instant)) / 60_000)
  const byWatch = clockWentBack(visit.immunization.at, now.instant)
  if (outcome === 'well' && minutesLeft > 0 && !byWatch)
    return refuse('observation-not-over', { field: 'outcome', details: { minutesLeft } })
  return { type: 'observation.ended', data: { visitId: visit.visitId, outcome } }
}

/**
 * Reports an adverse event following immunization, with the day the report is due at the regency:
 * within 24 hours when serious, else by the 5th of the next month.
 */
export function reportAefi(
  visit: VisitUnderObservation | null,
  report: Omit<AefiReported, 'visitId' | 'immunizationId' | 'reportBy'>,
  now: { readonly instant: Instant; readonly localDate: LocalDate },
  /** The last moment of a day at the site. */
  endOfDay: (localDate: LocalDate) => Instant,
):
  | EventDraft<'aefi.reported'>
  | Refusal<'not-registered' | 'not-vaccinated' | 'onset-in-future' | 'onset-before-dose'> {
  if (visit === null) return refuse('not-registered', { field: 'visitId' })
  if (visit.immunization === null) return refuse('not-vaccinated', { field: 'visitId' })
  if (report.onsetAt > now.instant) return refuse('onset-in-future', { field: 'onsetAt' })
  if (minuteOf(report.onsetAt) < minuteOf(visit.immunization.at))
    return refuse('onset-before-dose', { field: 'onsetAt' })
  return {
    type: 'aefi.reported',
    data: {
      ...report,
      visitId: visit.visitId,
      immunizationId: visit.immunization.immunizationId,
      reportBy: report.serious ? hoursLater(now.instant) : endOfDay(monthlyDeadline(now.localDate)),
    },
  }
}

/** Clocks on a wall show minutes: 08:30 is not before a dose at 08:30:15. */
function minuteOf(instant: Instant): string {
  return instant.slice(0, 16)
}

function hoursLater(instant: Instant): Instant {
  return new Date(Date.parse(instant) + data.aefi.seriousWithinHours * 3_600_000).toISOString()
}

function monthlyDeadline(localDate: LocalDate): LocalDate {
  const nextMonth = addDays(`${localDate.slice(0, 7)}-01`, 31).slice(0, 7)
  return `${nextMonth}-${String(data.aefi.otherwiseByDayOfNextMonth).padStart(2, '0')}`
}

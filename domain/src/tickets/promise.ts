import type { LocalTime } from '@sentra/contract'

/**
 * Until what hour the dose of a return ticket is held on its day: two hours before closing. It is printed on the
 * ticket. After it, doses whose holders did not come go to the people in the line, so that none is thrown away;
 * a late holder still gets one while there is one.
 */
export function promiseRunsUntil(campaign: {
  readonly opensAt: LocalTime
  readonly closesAt: LocalTime
}): LocalTime {
  const [hours, minutes] = campaign.closesAt.split(':') as [string, string]
  const until = `${String(Math.max(0, Number(hours) - heldUntilHoursBeforeClose)).padStart(2, '0')}:${minutes}`
  return until < campaign.opensAt ? campaign.opensAt : until
}

const heldUntilHoursBeforeClose = 2

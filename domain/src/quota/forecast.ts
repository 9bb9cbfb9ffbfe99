import type { Horizon } from '../campaign/campaign.ts'
import { quotaFor } from './quota.ts'

export type Forecast = 'on-time' | 'left-over' | 'too-early' | 'unknown'

/**
 * Says by the second day whether the stock will end on the last day, sooner, or not at all.
 *
 * It carries the mean demand so far through the days left, each day taking no more than its quota.
 * Pacing cannot make people come: when demand is short, the screen must say so while there is still
 * time to call people in.
 */
export function forecast(input: {
  campaign: Horizon
  /** Day 1 first. `demand` is everybody who came for a dose, given one or not. The entry of `day` itself may be missing or partial. */
  perDay: readonly { dosesGiven: number; demand: number }[]
  /** Doses on hand now. */
  dosesOnHand: number
  /** The campaign day it is now, from 1. */
  day: number
  dosesPerVial?: number
}): { forecast: Forecast; dosesLeft: number } {
  const { campaign, day, dosesPerVial = 1 } = input
  const finished = input.perDay.slice(0, day - 1)
  if (finished.length === 0) return { forecast: 'unknown', dosesLeft: 0 }

  const givenToday = input.perDay[day - 1]?.dosesGiven ?? 0
  const givenBefore = sum(finished.map((past) => past.dosesGiven))
  const fairDay = (givenBefore + givenToday + input.dosesOnHand) / campaign.days
  const meanDemand = sum(finished.map((past) => Math.max(past.demand, past.dosesGiven))) / finished.length

  let left = input.dosesOnHand + givenToday
  for (let next = day; next <= campaign.days; next += 1) {
    const daysLeft = campaign.days - next + 1
    if (daysLeft === 1 && campaign.days > 1 && left < fairDay / 2)
      return { forecast: 'too-early', dosesLeft: 0 }
    const used = Math.min(
      left,
      quotaFor(left, daysLeft, dosesPerVial),
      Math.max(meanDemand, next === day ? givenToday : 0),
    )
    left -= used
  }
  const dosesLeft = Math.round(left)
  return { forecast: dosesLeft > 0 ? 'left-over' : 'on-time', dosesLeft }
}

/**
 * True while the doses given so far stay within a quarter of a fair day of the straight line from
 * all to nothing. On the last day the line ends at zero, so only using everything is within it.
 */
export function withinBand(input: { total: number; days: number; day: number; dosesGiven: number }): boolean {
  const fairDay = input.total / input.days
  if (input.day >= input.days) return input.dosesGiven === input.total
  return Math.abs(input.dosesGiven - fairDay * input.day) <= fairDay / 4
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

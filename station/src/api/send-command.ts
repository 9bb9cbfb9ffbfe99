import type { CommandAnswer, CommandData, CommandName } from '@sentra/contract'
import type { Static } from 'typebox'
import { v7 as uuidv7 } from 'uuid'
import { exchange, UnreachableError } from './site-client.ts'

export type Answer = Static<typeof CommandAnswer>

/** Waits between tries while the site does not answer: quick at first, because a cable is soon back. */
const waitsMs = [500, 1000, 2000, 3000, 5000] as const

let underWay = 0

/**
 * Sends one command until the site answers, always under the same `commandId`, so that a dose whose
 * answer was lost is not recorded twice. Throws RefusedError when the answer is no.
 */
export async function sendCommand<N extends CommandName>(name: N, data: CommandData<N>): Promise<Answer> {
  const body = { commandId: uuidv7(), data }
  underWay += 1
  try {
    for (let tries = 0; ; tries += 1) {
      try {
        return await exchange<Answer>('POST', `/v1/commands/${name}`, body)
      } catch (error) {
        if (!(error instanceof UnreachableError)) throw error
        const planned = waitsMs[Math.min(tries, waitsMs.length - 1)] ?? 5000
        await wait(Math.max(planned, (error.retryAfterSeconds ?? 0) * 1000))
      }
    }
  } finally {
    underWay -= 1
  }
}

/** Asks before a page with an unanswered command is closed: its id lives only here. */
export function guardUnanswered(): void {
  window.addEventListener('beforeunload', (event) => {
    if (underWay > 0) event.preventDefault()
  })
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

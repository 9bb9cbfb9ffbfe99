import { commandHash, type HttpHubLink, type Journal, parseEventLine } from '@sentra/journal'

/**
 * What the hub has of this site's former log and the restored file has not: the events between the backup and the
 * accident. Every former epoch is asked: one that began again from an older copy may never have held, or never have
 * sent, what the one before it did. Each comes back under its own `eventId`, so a fact that is here already stays as it is, and asking again
 * after an interruption changes nothing. One that contradicts what was written since is kept, and in no view.
 *
 * @returns how many came back
 */
export async function recoverFromHub(journal: Journal, link: HttpHubLink): Promise<number> {
  let recovered = 0
  for (let epoch = journal.epoch - 1; epoch >= 1; epoch -= 1) {
    for (let from = 1; ; ) {
      const lines = await link.formerEvents(epoch, from)
      if (lines.length === 0) break
      recovered += await takeIn(journal, lines)
      from += lines.length
    }
  }
  return recovered
}

function takeIn(journal: Journal, lines: readonly string[]): Promise<number> {
  return journal.transact((transaction) => {
    let recovered = 0
    for (const line of lines) {
      const event = parseEventLine(line)
      if ('fault' in event) continue
      const { eventId, actor, device, occurredAt, type, data } = event
      const { kind } = transaction.recordForeign({
        eventId,
        commandHash: commandHash({ eventId }),
        actor,
        device,
        occurredAt,
        decide: () => ({ type, data }),
      })
      if (kind === 'recorded') recovered += 1
    }
    return recovered
  })
}

import type { CommandName } from '@sentra/contract'
import type { Refusal } from '@sentra/domain'
import { siteMoment } from '../clock/site-time.ts'
import type { Site } from '../site.ts'
import { campaignHandlers } from './campaign.ts'
import { cardHandlers } from './cards.ts'
import type { CommandContext, CommandHandlers } from './command-context.ts'
import { gateHandlers } from './gate.ts'
import { outageHandlers } from './outages.ts'
import { queueHandlers } from './queue.ts'
import { staffHandlers } from './staff.ts'
import { stockHandlers } from './stock.ts'
import { visitHandlers } from './visits.ts'

const handlers = {
  ...campaignHandlers,
  ...cardHandlers,
  ...gateHandlers,
  ...outageHandlers,
  ...queueHandlers,
  ...staffHandlers,
  ...stockHandlers,
  ...visitHandlers,
} satisfies CommandHandlers<CommandName>

export interface SubmittedCommand {
  readonly commandId: string
  readonly commandHash: string
  readonly actor: string
  readonly device: string
  readonly occurredAt?: string
  readonly data: unknown
}

/**
 * One command into the journal: decided, appended, projected and synced as one, together with whatever else
 * waited. The time is read once, so that a decision cannot straddle midnight.
 */
export function submitCommand(site: Site, name: CommandName, command: SubmittedCommand) {
  const handler = handlers[name] as (
    context: CommandContext,
    data: unknown,
  ) => ReturnType<(typeof handlers)['gate.admit']>
  return site.journal.submit<Refusal>({
    eventId: command.commandId,
    commandHash: command.commandHash,
    actor: command.actor,
    device: command.device,
    ...(command.occurredAt ? { occurredAt: command.occurredAt } : {}),
    decide: () =>
      handler(
        {
          site,
          now: siteMoment(site.clock.now(), site.timeZone),
          commandId: command.commandId,
          actor: command.actor,
          device: command.device,
        },
        command.data,
      ),
  })
}

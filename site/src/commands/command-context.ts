import type { CommandData, CommandName, EventDraft } from '@sentra/contract'
import type { Refusal } from '@sentra/domain'
import type { SiteMoment } from '../clock/site-time.ts'
import type { Site } from '../site.ts'

/**
 * What a handler may use to decide: the views as they are inside the transaction, the time, and who asks.
 * `commandId` is the identity chosen at the station; the thing a command makes carries it as its own id.
 */
export interface CommandContext {
  readonly site: Site
  readonly now: SiteMoment
  readonly commandId: string
  readonly actor: string
  readonly device: string
}

/** Gathers state, asks the domain, answers with the fact to append or the reason not to. Synchronous: it runs in the transaction. */
export type CommandHandler<N extends CommandName> = (
  context: CommandContext,
  data: CommandData<N>,
) => EventDraft | Refusal

export type CommandHandlers<N extends CommandName> = { [K in N]: CommandHandler<K> }

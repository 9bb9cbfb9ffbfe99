import { type Static, Type } from 'typebox'
import { Instant, Uuid } from '../values/index.ts'
import { campaignCommands } from './campaign.ts'
import { cardCommands } from './card.ts'
import { outageCommands } from './outage.ts'
import { staffCommands } from './staff.ts'
import { stockCommands } from './stock.ts'
import { ticketCommands } from './ticket.ts'
import { visitCommands } from './visit.ts'

export * from './define-command.ts'
export { TicketReference } from './ticket.ts'

/** Every request a station can make. `POST /v1/commands/{name}`; each becomes exactly one event or a named refusal. */
export const commands = {
  ...campaignCommands,
  ...staffCommands,
  ...stockCommands,
  ...ticketCommands,
  ...visitCommands,
  ...cardCommands,
  ...outageCommands,
} as const

export type CommandName = keyof typeof commands
export type CommandData<N extends CommandName> = Static<(typeof commands)[N]['data']>
export const commandNames = Object.keys(commands) as CommandName[]

/**
 * What a station sends. `commandId` is chosen before the first try and kept for every retry:
 * a repeated command answers as the first did, and becomes the event's id.
 */
export const commandBody = <D extends (typeof commands)[CommandName]['data']>(data: D) =>
  Type.Object({ commandId: Uuid, occurredAt: Type.Optional(Instant), data })

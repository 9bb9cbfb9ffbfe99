import { type Static, Type } from 'typebox'
import { TicketHolder, TicketVoided } from '../events/ticket.ts'
import { Desk, LocalDate, Stage, Uuid } from '../values/index.ts'
import { defineCommand } from './define-command.ts'

/** A ticket as a station has it: the scanned text, or its short number and day typed by hand. */
export const TicketReference = Type.Union([
  Type.Object({ ticketId: Uuid }),
  Type.Object({ text: Type.String({ minLength: 4, maxLength: 600 }) }),
  Type.Object({ number: Type.String({ minLength: 3, maxLength: 8 }), validOn: Type.Optional(LocalDate) }),
])
export type TicketReference = Static<typeof TicketReference>

export const ticketCommands = {
  'gate.admit': defineCommand({
    summary:
      'A person has come without a ticket: a day ticket while the quota lasts, then a return ticket that holds a dose of tomorrow, and when there is no promise to make, a plain statement',
    data: Type.Object({
      holder: TicketHolder,
      /** Full NIK when the gate has it: only its keyed hash is kept, to see one person with two tickets. */
      nik: Type.Optional(Type.String({ maxLength: 32 })),
      need: Type.Union([
        Type.Literal('none'),
        Type.Literal('elderly'),
        Type.Literal('pregnant'),
        Type.Literal('disabled'),
        Type.Literal('emergency'),
      ]),
    }),
    roles: ['gate', 'coordinator'],
    becomes: ['ticket.issued', 'visitor.turned-away'],
  }),
  'ticket.check-in': defineCommand({
    summary: 'The holder of a return ticket is here: into the return lane, before every walk-in',
    data: Type.Object({ ticket: TicketReference }),
    roles: ['gate', 'registrar', 'coordinator'],
    becomes: ['ticket.checked-in'],
  }),
  'ticket.void': defineCommand({
    summary: 'Take a ticket back (mistake, left): its dose returns to the pool',
    data: Type.Object({
      ticketId: Uuid,
      reason: TicketVoided.properties.reason,
      note: TicketVoided.properties.note,
    }),
    roles: ['gate', 'registrar', 'coordinator'],
    becomes: ['ticket.voided'],
  }),
  'queue.call-next': defineCommand({
    summary: 'Call the next person to this desk, by the rule of the lanes',
    data: Type.Object({ stage: Stage, desk: Desk }),
    roles: ['registrar', 'screener', 'vaccinator', 'observer', 'card-clerk'],
    becomes: ['queue.called'],
  }),
  'queue.miss': defineCommand({
    summary: 'Called and not there: back to the end of the lane',
    data: Type.Object({ ticketId: Uuid, stage: Stage }),
    roles: ['registrar', 'screener', 'vaccinator', 'observer', 'card-clerk'],
    becomes: ['queue.missed'],
  }),
}

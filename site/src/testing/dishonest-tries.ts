import { v7 } from 'uuid'
import { person, type vaccinate } from './clinic-day.ts'
import type { SiteUnderTest } from './site-under-test.ts'

export interface Try {
  readonly way: string
  readonly as?: string
  readonly token?: string
  readonly command?: string
  readonly data?: unknown
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

/** What the tries are about. */
export interface DishonestHall {
  readonly dosed: Awaited<ReturnType<typeof vaccinate>>
  readonly undosed: { readonly ticketId: string; readonly visitId: string }
  readonly ownDose: string
  readonly vialId: string
  readonly expiredToken: string
  readonly retiredToken: string
}

const asClerk = (way: string, data: unknown, more: Partial<Try> = {}): Try => ({
  way,
  as: 'K-01',
  data,
  ...more,
})

/**
 * Everything a clerk may try through the API, as one list: a new idea is one line. `hall` is a centre with one
 * dose given, one person without, and one injection of somebody who is a clerk, too.
 */
export function dishonestTries(site: SiteUnderTest, hall: DishonestHall): Try[] {
  const { dosed, undosed, ownDose, vialId, expiredToken, retiredToken } = hall
  const dose = (more: object = {}) => ({ immunizationId: dosed.immunizationId, ...more })
  const otherEvent = site.running.site.journal.read(1, 1)[0]!.eventId
  return [
    { way: 'without signing in' },
    ...['A-01', 'C-01', 'G-01', 'R-01', 'S-01', 'V-01', 'O-01', 'P-01'].map((as) => ({
      way: `as ${as}`,
      as,
    })),
    { way: 'with a session made up', token: 'x'.repeat(43) },
    {
      way: 'with one character of a session changed',
      token: `A${site.tokenOf('K-01').slice(1)}`.replace(/^AA/, 'AB'),
    },
    { way: 'with a session of yesterday', token: expiredToken },
    { way: 'with the session of somebody who left', token: retiredToken },
    asClerk('before the wait is over, without an outage', dose()),
    asClerk(
      'with an outage of one’s own in the request',
      dose({ cause: { kind: 'outage', outageId: v7() } }),
    ),
    asClerk('with a wait of one’s own in the request', dose({ waitedSeconds: 3600 })),
    asClerk('saying that it happened an hour later', dose(), {
      body: { commandId: v7(), occurredAt: '2021-08-06T09:00:00.000Z', data: dose() },
    }),
    asClerk('naming another issuer', dose({ issuer: 'K-02', actor: 'K-02' })),
    asClerk('naming another device', dose({ device: 'd-1' }), { headers: { 'x-sentra-device': 'd-1' } }),
    asClerk('with a device cookie of one’s own', dose(), { headers: { cookie: 'sentra_device=d-1.0000' } }),
    asClerk('for a registered person without a dose', { immunizationId: undosed.visitId }),
    asClerk('for a ticket', { immunizationId: undosed.ticketId }),
    asClerk('for a vial', { immunizationId: vialId }),
    asClerk('for a dose made up', { immunizationId: v7() }),
    asClerk('for any other event of the log', { immunizationId: otherEvent }),
    asClerk('for a dose in capital letters', { immunizationId: dosed.immunizationId.toUpperCase() }),
    asClerk('for nothing', {}),
    asClerk('for null', { immunizationId: null }),
    asClerk('for a list of doses', { immunizationId: [dosed.immunizationId] }),
    asClerk('for a piece of SQL', { immunizationId: "' OR 1=1 --" }),
    asClerk('for a very long id', { immunizationId: 'a'.repeat(40_000) }),
    asClerk('with a command id that is an event already', dose(), {
      body: { commandId: dosed.immunizationId, data: dose() },
    }),
    asClerk('with a command id that is none', dose(), { body: { commandId: 'one', data: dose() } }),
    asClerk('without a command id', dose(), { body: { data: dose() } }),
    { way: 'for one’s own injection', as: 'VK-01', data: { immunizationId: ownDose } },
    asClerk('hand over a national card that never came', dose(), { command: 'national-card.hand-over' }),
    asClerk(
      'exchange a card that is none',
      { localCardId: v7(), paperWithdrawn: true },
      { command: 'card.exchange' },
    ),
    asClerk(
      'exchange a dose',
      { localCardId: dosed.immunizationId, paperWithdrawn: true },
      { command: 'card.exchange' },
    ),
    asClerk(
      'exchange another site’s card that is no card',
      { localCardText: `HC1:${'A'.repeat(60)}`, paperWithdrawn: true },
      {
        command: 'card.exchange-elsewhere',
      },
    ),
    asClerk(
      'exchange another site’s card with a ticket',
      { localCardText: dosed.ticket.text, paperWithdrawn: true },
      {
        command: 'card.exchange-elsewhere',
      },
    ),
    asClerk('reprint a card that is none', { cardId: v7(), reason: 'lost' }, { command: 'card.reprint' }),
    asClerk('reprint a dose', { cardId: dosed.immunizationId, reason: 'lost' }, { command: 'card.reprint' }),
    asClerk(
      'void a card that is none',
      { cardId: v7(), reason: 'misprinted' },
      { command: 'card.void-request' },
    ),
    asClerk('agree to a request that is none', { requestId: v7() }, { command: 'card.void-approve' }),
    asClerk(
      'record a dose oneself',
      { visitId: undosed.visitId, vialId, bodySite: 'LEFT_ARM' },
      {
        command: 'immunization.record',
      },
    ),
    asClerk('register a person oneself', registration(undosed.ticketId, 9), { command: 'visit.register' }),
    asClerk(
      'screen a person oneself',
      { visitId: undosed.visitId, formId: 'v3', answers: {}, consent: true },
      {
        command: 'screening.record',
      },
    ),
    asClerk(
      'make oneself a vaccinator',
      { staffId: 'V-99', displayName: 'Saya', roles: ['vaccinator'] },
      {
        command: 'staff.enrol',
      },
    ),
    {
      way: 'a coordinator makes an administrator',
      as: 'C-01',
      command: 'staff.enrol',
      data: { staffId: 'A-99', displayName: 'Saya', roles: ['administrator'] },
    },
    {
      way: 'a vaccinator gives the same person the dose again',
      as: 'V-01',
      command: 'immunization.record',
      data: { visitId: dosed.visitId, vialId, bodySite: 'LEFT_ARM' },
    },
    {
      way: 'a vaccinator draws from a vial that is none',
      as: 'V-01',
      command: 'immunization.record',
      data: { visitId: undosed.visitId, vialId: v7(), bodySite: 'LEFT_ARM' },
    },
    {
      way: 'a vaccinator injects somebody nobody registered',
      as: 'V-01',
      command: 'immunization.record',
      data: { visitId: v7(), vialId, bodySite: 'LEFT_ARM' },
    },
    {
      way: 'a registrar uses a ticket twice',
      as: 'R-01',
      command: 'visit.register',
      data: registration(dosed.ticket.ticketId, 8),
    },
    {
      way: 'a registrar makes up a ticket',
      as: 'R-01',
      command: 'visit.register',
      data: registration(v7(), 8),
    },
    {
      way: 'the gate takes another site’s ticket',
      as: 'G-01',
      command: 'ticket.check-in',
      data: { ticket: { text: `ST1:${dosed.ticket.text.slice(4).split('').reverse().join('')}` } },
    },
    asClerk('declare an outage as a command', { outageId: v7() }, { command: 'outage.begin' }),
    asClerk('write the event as a command', dose({ text: 'HC1:…' }), { command: 'local-card.issued' }),
  ]
}

function registration(ticketId: string, index: number) {
  return { ticketId, patient: person(index), doseNumber: 1, identityChecked: 'KTP', acceptedWarnings: [] }
}

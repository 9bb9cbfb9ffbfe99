import { Type } from 'typebox'
import { CardReprinted, CardVoidReason } from '../events/card.ts'
import { Uuid } from '../values/index.ts'
import { defineCommand } from './define-command.ts'

export const cardCommands = {
  'local-card.issue': defineCommand({
    summary:
      'Issue a local card for a recorded dose, by another person than the vaccinator, while the national card is out of reach',
    data: Type.Object({ immunizationId: Uuid }),
    roles: ['card-clerk'],
    becomes: ['local-card.issued'],
  }),
  'national-card.hand-over': defineCommand({
    summary: 'Hand over the national card to a person who never had a local one',
    data: Type.Object({ immunizationId: Uuid }),
    roles: ['card-clerk'],
    becomes: ['national-card.collected'],
  }),
  'card.exchange': defineCommand({
    summary: 'Take the local card back and hand over the national one, in one step',
    data: Type.Object({ localCardId: Uuid, paperWithdrawn: Type.Boolean() }),
    roles: ['card-clerk'],
    becomes: ['card.exchanged'],
  }),
  'card.reprint': defineCommand({
    summary: 'Print the same card again: same serial, the earlier paper is void',
    data: Type.Object({ cardId: Uuid, reason: CardReprinted.properties.reason }),
    roles: ['card-clerk'],
    becomes: ['card.reprinted'],
  }),
  'card.exchange-elsewhere': defineCommand({
    summary:
      'Exchange a local card that another site made. The hub decides who was first, so this one needs the hub',
    data: Type.Object({
      localCardText: Type.String({ minLength: 20, maxLength: 4000 }),
      paperWithdrawn: Type.Boolean(),
    }),
    roles: ['card-clerk'],
    becomes: ['card.exchanged-elsewhere'],
  }),
  'card.void-request': defineCommand({
    summary: 'Ask that a card be made void; it stays as it is until another person agrees',
    data: Type.Object({ cardId: Uuid, reason: CardVoidReason }),
    roles: ['card-clerk', 'coordinator'],
    becomes: ['card.void-requested'],
  }),
  'card.void-approve': defineCommand({
    summary: 'Agree that a card be made void, as another person than the one who asked',
    data: Type.Object({ requestId: Uuid }),
    roles: ['card-clerk', 'coordinator'],
    becomes: ['card.voided'],
  }),
}

import { Type } from 'typebox'
import { CardReprinted } from '../events/card.ts'
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
}

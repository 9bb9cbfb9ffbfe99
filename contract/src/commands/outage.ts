import { Type } from 'typebox'
import { OutageDeclaration, OutageTarget } from '../events/outage.ts'
import { Uuid } from '../values/index.ts'
import { defineCommand } from './define-command.ts'

export const outageCommands = {
  'outage.declare': defineCommand({
    summary: 'Say that a service is out where no machine sees it: PCare answers, and nobody can save in it',
    data: Type.Object({ target: OutageTarget, ...OutageDeclaration.properties }),
    roles: ['coordinator'],
    becomes: ['outage.began'],
  }),
  'outage.end': defineCommand({
    summary: 'Say that a declared outage is over. A detected one ends by itself',
    data: Type.Object({ outageId: Uuid }),
    roles: ['coordinator'],
    becomes: ['outage.ended'],
  }),
}

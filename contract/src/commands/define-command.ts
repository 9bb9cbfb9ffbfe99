import type { TObject } from 'typebox'
import type { EventType } from '../events/index.ts'
import type { Role } from '../values/index.ts'

export interface CommandDefinition<Data extends TObject = TObject> {
  readonly summary: string
  readonly data: Data
  /** Who may ask. `administrator` may never act as a clinician: permissions are named one by one. */
  readonly roles: readonly Role[]
  /** What it becomes when it is not refused: exactly one of these. */
  readonly becomes: readonly EventType[]
}

export function defineCommand<Data extends TObject>(
  definition: CommandDefinition<Data>,
): CommandDefinition<Data> {
  return definition
}

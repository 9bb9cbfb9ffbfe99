import type { CommandName, Role } from '@sentra/contract'
import { commandHash } from '@sentra/journal'
import { v7 } from 'uuid'
import { hashPin, newPin, storePin } from '../access/pins.ts'
import { submitCommand } from '../commands/submit-command.ts'
import type { Site } from '../site.ts'
import { row } from '../store/database.ts'
import { readFact, writeFact } from '../store/site-facts.ts'
import { examplePlan, exampleStaff } from './example-campaign.ts'

export interface Credential {
  readonly who: string
  readonly role: string
  readonly pin: string
}

const administrator = { staffId: 'A-01', displayName: 'Administrator', roles: ['administrator'] as Role[] }

/**
 * The first start of a site: its first people, with PINs made by chance and shown once. Cut short before they
 * were shown, it makes new ones at the next start: nobody is locked out, and no PIN is a default.
 */
export async function firstRun(
  site: Site,
  withExample: boolean,
  show: (credentials: Credential[]) => void,
): Promise<void> {
  if (readFact(site.db, 'first-run') === 'done') return
  const people = withExample ? [administrator, ...exampleStaff] : [administrator]
  const credentials: Credential[] = []
  for (const person of people) {
    if (!row(site.db, 'SELECT 1 FROM staff WHERE staff_id = ?', person.staffId)) {
      await asSystem(site, 'staff.enrol', person)
    }
    const pin = newPin()
    storePin(site.db, person.staffId, await hashPin(pin, site.keys.pepper))
    credentials.push({ who: `${person.staffId} ${person.displayName}`, role: person.roles.join(', '), pin })
  }
  if (withExample) {
    for (const [name, data] of examplePlan(site)) await asSystem(site, name, data)
  }
  show(credentials)
  writeFact(site.db, 'first-run', 'done')
}

/** A command of the site node itself: what it refuses at first start is a defect, or was done before a crash. */
async function asSystem(site: Site, name: CommandName, data: unknown): Promise<void> {
  const submitted = await submitCommand(site, name, {
    commandId: v7(),
    commandHash: commandHash({ name, data }),
    actor: 'system',
    device: 'site',
    data,
  })
  if (submitted.kind === 'refused')
    site.log.warn({ command: name, refused: submitted.refusal.refused }, 'first run')
}

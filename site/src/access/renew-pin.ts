import type { Journal } from '@sentra/journal'
import { commandHash } from '@sentra/journal'
import { v7 } from 'uuid'
import { prepared, row } from '../store/database.ts'
import { hashPin, newPin, storePin } from './pins.ts'

/**
 * A new PIN by chance for somebody who forgot theirs, by whoever may work on the laptop itself. It is a fact in the
 * log, in one commit with the PIN, and every sign-in with the old one ends.
 *
 * The answer is the only place where the PIN is ever seen. Null: nobody of that code works here.
 */
export async function renewPin(
  { journal, pepper }: { journal: Journal; pepper: string },
  staffId: string,
): Promise<{ pin: string; displayName: string } | null> {
  const { database } = journal
  const person = row<{ display_name: string }>(
    database,
    'SELECT display_name FROM staff WHERE staff_id = ? AND active = 1',
    staffId,
  )
  if (person === null) return null
  const pin = newPin()
  const pinHash = await hashPin(pin, pepper)
  const data = { staffId }
  await journal.transact(({ record }) => {
    record({
      eventId: v7(),
      commandHash: commandHash({ name: 'staff.renew-pin', data }),
      actor: 'system',
      device: 'command-line',
      decide: () => ({ type: 'staff.pin-renewed', data }),
    })
    storePin(database, staffId, pinHash)
    prepared(database, 'DELETE FROM sign_ins WHERE staff_id = ?').run(staffId)
  })
  return { pin, displayName: person.display_name }
}

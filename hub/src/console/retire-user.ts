import { HttpRefusal, notSignedIn } from '../http/refusal.ts'
import type { Database } from '../store/database.ts'
import type { ConsoleRole, ConsoleUser } from './users.ts'

/**
 * Ends somebody's access: no new sign-in, and every session of theirs ends now. Who it was and what they decided stays.
 * The last administrator stays as well, or nobody could let anybody in. Somebody who has left already has left.
 *
 * @throws HttpRefusal for an unknown name, the last administrator, or a caller who was shown out meanwhile
 */
export async function retireUser(
  database: Database,
  request: { name: string; by: ConsoleUser; now: Date },
): Promise<void> {
  const { name, by, now } = request
  await database.transaction(async (transaction) => {
    // Two administrators who show each other out stand in line here.
    const administrators = await transaction.query<{ userId: string; name: string }>(
      `SELECT user_id AS "userId", name FROM console_users
       WHERE role = 'administrator' AND retired_at IS NULL ORDER BY user_id FOR UPDATE`,
    )
    if (!administrators.some(({ userId }) => userId === by.userId)) throw notSignedIn()
    const [last, another] = administrators
    if (last?.name === name && !another) throw lastAdministrator()
    const [known] = await transaction.query<{ userId: string }>(
      'SELECT user_id AS "userId" FROM console_users WHERE name = $1',
      [name],
    )
    if (!known) throw unknownUser()
    await transaction.query(
      'UPDATE console_users SET retired_at = $2, retired_by = $3 WHERE user_id = $1 AND retired_at IS NULL',
      [known.userId, now, by.name],
    )
    await transaction.query('DELETE FROM console_sessions WHERE user_id = $1', [known.userId])
  })
}

export type ConsolePerson = {
  name: string
  role: ConsoleRole
  madeAt: Date
  /** Null: at the hub's first start. */
  madeBy: string | null
  retiredAt: Date | null
  retiredBy: string | null
}

/** Everybody who may or might sign in, those who have left last. */
export const readPeople = (database: Database): Promise<ConsolePerson[]> =>
  database.query<ConsolePerson>(
    `SELECT name, role, made_at AS "madeAt", made_by AS "madeBy", retired_at AS "retiredAt", retired_by AS "retiredBy"
     FROM console_users ORDER BY retired_at NULLS FIRST, name LIMIT 500`,
  )

const unknownUser = () =>
  new HttpRefusal(
    404,
    'unknown-user',
    {
      id: 'Tidak ada pengguna dengan nama ini. Muat ulang daftarnya.',
      en: 'There is no user of this name. Load the list again.',
    },
    { field: 'name' },
  )

const lastAdministrator = () =>
  new HttpRefusal(
    409,
    'last-administrator',
    {
      id: 'Ini administrator terakhir. Tambahkan penggantinya dahulu.',
      en: 'This is the last administrator. Add a successor first.',
    },
    { field: 'name' },
  )

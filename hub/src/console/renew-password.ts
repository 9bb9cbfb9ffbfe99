import { randomBytes } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import type { Database } from '../store/database.ts'
import { argon2id } from './users.ts'

/**
 * A new password by chance for somebody who lost theirs, by the operator of the hub's machine. In one transaction
 * with its record for the auditor and the end of every session of that person.
 *
 * The answer is the only place where the password is ever seen. Undefined: nobody of that name works here.
 */
export async function renewPassword(
  database: Database,
  name: string,
  now: Date,
): Promise<string | undefined> {
  const password = randomBytes(15).toString('base64url')
  const passwordHash = await hash(password, argon2id)
  const renewed = await database.transaction(async (transaction) => {
    const [user] = await transaction.query<{ userId: string }>(
      'UPDATE console_users SET password_hash = $2 WHERE name = $1 AND retired_at IS NULL RETURNING user_id AS "userId"',
      [name, passwordHash],
    )
    if (!user) return false
    await transaction.query('DELETE FROM console_sessions WHERE user_id = $1', [user.userId])
    await transaction.query('INSERT INTO password_renewals (user_id, renewed_at) VALUES ($1, $2)', [
      user.userId,
      now,
    ])
    return true
  })
  return renewed ? password : undefined
}

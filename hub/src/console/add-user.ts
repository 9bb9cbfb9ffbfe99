import { randomBytes } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import { v7 as uuid } from 'uuid'
import { HttpRefusal } from '../http/refusal.ts'
import type { Database } from '../store/database.ts'
import { argon2id, type ConsoleRole } from './users.ts'

/**
 * Lets one more person sign in: cases that take two people need two. The password is made here and said once;
 * the hub keeps its hash.
 *
 * @throws HttpRefusal when the name is taken.
 */
export async function addUser(
  database: Database,
  wanted: { name: string; role: ConsoleRole; by: string; now: Date },
): Promise<{ name: string; role: ConsoleRole; password: string }> {
  const { name, role, by, now } = wanted
  const password = randomBytes(12).toString('base64url')
  const made = await database.query(
    `INSERT INTO console_users (user_id, name, role, password_hash, made_at, made_by)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (name) DO NOTHING RETURNING user_id`,
    [uuid(), name, role, await hash(password, argon2id), now, by],
  )
  if (made.length === 0) throw nameTaken()
  return { name, role, password }
}

const nameTaken = () =>
  new HttpRefusal(
    409,
    'user-name-taken',
    {
      id: 'Nama pengguna ini sudah ada. Pilih nama lain.',
      en: 'This user name exists already. Choose another one.',
    },
    { field: 'name' },
  )

import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { v7 as uuid } from 'uuid'
import type { Database } from '../store/database.ts'

export type ConsoleRole = 'administrator' | 'auditor'
export type ConsoleUser = { userId: string; name: string; role: ConsoleRole }

/** OWASP's first choice for argon2id: 19 MiB, 2 passes. */
export const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A working day. */
const sessionMilliseconds = 12 * 60 * 60 * 1000

/**
 * Makes the first administrator of a new hub. `announce` is told the password before it is stored: a
 * hub killed in between makes a new one at its next start, and nobody is locked out.
 */
export async function ensureFirstUser(
  database: Database,
  now: Date,
  announce: (user: { name: string; role: ConsoleRole; password: string }) => void,
): Promise<void> {
  const [known] = await database.query('SELECT 1 FROM console_users LIMIT 1')
  if (known) return
  const password = randomBytes(15).toString('base64url')
  const passwordHash = await hash(password, argon2id)
  announce({ name: 'administrator', role: 'administrator', password })
  await database.query(
    `INSERT INTO console_users (user_id, name, role, password_hash, made_at)
     VALUES ($1, 'administrator', 'administrator', $2, $3) ON CONFLICT DO NOTHING`,
    [uuid(), passwordHash, now],
  )
}

/** A session for the right name and password, else undefined; both wrong answers take the same time. */
export async function signIn(
  database: Database,
  name: string,
  password: string,
  now: Date,
): Promise<{ token: string; user: ConsoleUser; expiresAt: Date } | undefined> {
  const [row] = await database.query<ConsoleUser & { passwordHash: string }>(
    `SELECT user_id AS "userId", name, role, password_hash AS "passwordHash" FROM console_users
     WHERE name = $1 AND retired_at IS NULL`,
    [name],
  )
  nobody ??= hash(randomBytes(16), argon2id)
  const right = await verify(row?.passwordHash ?? (await nobody), password)
  if (!row || !right) return undefined
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now.getTime() + sessionMilliseconds)
  await database.query('DELETE FROM console_sessions WHERE expires_at < $1', [now])
  await database.query('INSERT INTO console_sessions (token_hash, user_id, expires_at) VALUES ($1, $2, $3)', [
    hashToken(token),
    row.userId,
    expiresAt,
  ])
  return { token, user: { userId: row.userId, name: row.name, role: row.role }, expiresAt }
}

/** The user of a session that has not ended. */
export async function findSession(
  database: Database,
  token: string,
  now: Date,
): Promise<ConsoleUser | undefined> {
  const [user] = await database.query<ConsoleUser>(
    `SELECT user_id AS "userId", name, role
     FROM console_sessions JOIN console_users USING (user_id)
     WHERE token_hash = $1 AND expires_at > $2 AND retired_at IS NULL`,
    [hashToken(token), now],
  )
  return user
}

export async function endSession(database: Database, token: string): Promise<void> {
  await database.query('DELETE FROM console_sessions WHERE token_hash = $1', [hashToken(token)])
}

/** What an unknown name is checked against, made when first needed. */
let nobody: Promise<string> | undefined

const hashToken = (token: string) => createHash('sha256').update(token).digest()

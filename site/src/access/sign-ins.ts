import { hash, randomBytes } from 'node:crypto'
import type { Role, StaffView } from '@sentra/contract'
import { type Database, prepared, row } from '../store/database.ts'

/** A person at a station: who, with which roles, on which device, until when. */
export interface SignIn {
  readonly staff: StaffView
  readonly device: string
  readonly endsAt: string
}

/** A shift. Access ends by itself, offline, whether or not anybody remembers to sign out. */
export const shiftHours = 12

export function startSignIn(
  db: Database,
  staffId: string,
  device: string,
  now: Date,
): { token: string; endsAt: string } {
  const token = randomBytes(32).toString('base64url')
  const endsAt = new Date(now.getTime() + shiftHours * 3_600_000).toISOString()
  prepared(db, 'DELETE FROM sign_ins WHERE ends_at < ?').run(now.toISOString())
  prepared(
    db,
    'INSERT INTO sign_ins (token_hash, staff_id, device, started_at, ends_at) VALUES (?, ?, ?, ?, ?)',
  ).run(tokenHash(token), staffId, device, now.toISOString(), endsAt)
  return { token, endsAt }
}

/** Who a token belongs to; null when it is unknown, over, or its person has left. */
export function findSignIn(db: Database, token: string, now: Date): SignIn | null {
  const found = row<{
    staff_id: string
    device: string
    ends_at: string
    display_name: string
    roles: string
  }>(
    db,
    `SELECT s.staff_id, s.device, s.ends_at, staff.display_name, staff.roles
     FROM sign_ins s JOIN staff ON staff.staff_id = s.staff_id AND staff.active = 1
     WHERE s.token_hash = ? AND s.ends_at > ?`,
    tokenHash(token),
    now.toISOString(),
  )
  if (!found) return null
  const roles = JSON.parse(found.roles) as Role[]
  return {
    staff: { staffId: found.staff_id, displayName: found.display_name, roles, active: true },
    device: found.device,
    endsAt: found.ends_at,
  }
}

export function endSignIn(db: Database, token: string): void {
  prepared(db, 'DELETE FROM sign_ins WHERE token_hash = ?').run(tokenHash(token))
}

/** A new name for a browser that has none: kept in its cookie, written into every event it sends. */
export const newDeviceId = () => `d-${randomBytes(6).toString('hex')}`

const tokenHash = (token: string) => hash('sha256', token, 'hex')

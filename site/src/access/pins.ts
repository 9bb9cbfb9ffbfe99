import { randomInt } from 'node:crypto'
import { type Algorithm, hash, verify } from '@node-rs/argon2'
import { type Database, prepared, row } from '../store/database.ts'

/**
 * Personal PINs. Six digits are few, so a PIN counts only on this laptop's own network, is hashed slowly
 * with a secret of the laptop, and locks for longer with each wrong try.
 */
export const pinLength = 6

/** A PIN by chance, never a pattern somebody would choose. */
export function newPin(): string {
  return String(randomInt(0, 10 ** pinLength)).padStart(pinLength, '0')
}

export async function hashPin(pin: string, pepper: string): Promise<string> {
  return hash(pin, { ...argon, secret: Buffer.from(pepper, 'hex') })
}

/** OWASP's smallest recommendation for argon2id: 19 MiB, 2 passes; about 60 ms on a small laptop. */
const argon = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function storePin(db: Database, staffId: string, pinHash: string): void {
  prepared(
    db,
    `INSERT INTO staff_pins (staff_id, pin_hash) VALUES (?, ?)
     ON CONFLICT (staff_id) DO UPDATE SET pin_hash = excluded.pin_hash, failures = 0, locked_until = NULL`,
  ).run(staffId, pinHash)
}

export type PinCheck = { ok: true } | { ok: false; lockedUntil: string | null }

/** Compares a PIN; a wrong one counts, and from the fifth in a row the account rests 1, 2, 4, … minutes, at most an hour. */
export async function checkPin(
  db: Database,
  staffId: string,
  pin: string,
  pepper: string,
  now: Date,
): Promise<PinCheck> {
  const stored = row<{ pin_hash: string; failures: number; locked_until: string | null }>(
    db,
    'SELECT pin_hash, failures, locked_until FROM staff_pins WHERE staff_id = ?',
    staffId,
  )
  const lockedMs = stored?.locked_until ? Date.parse(stored.locked_until) - now.getTime() : 0
  // Longer than any lock: it was set by a clock that has been put right since.
  if (stored?.locked_until && lockedMs > 0 && lockedMs <= lockMinutesMax * 60_000) {
    return { ok: false, lockedUntil: stored.locked_until }
  }
  // An unknown code costs the same time as a wrong PIN: nobody learns which codes exist.
  const right = await verify(stored?.pin_hash ?? (await unknownHash(pepper)), pin, {
    secret: Buffer.from(pepper, 'hex'),
  })
  if (stored && right) {
    prepared(db, 'UPDATE staff_pins SET failures = 0, locked_until = NULL WHERE staff_id = ?').run(staffId)
    return { ok: true }
  }
  if (!stored) return { ok: false, lockedUntil: null }
  const failures = stored.failures + 1
  const minutes =
    failures < failuresBeforeLock ? 0 : Math.min(lockMinutesMax, 2 ** (failures - failuresBeforeLock))
  const lockedUntil = minutes ? new Date(now.getTime() + minutes * 60_000).toISOString() : null
  prepared(db, 'UPDATE staff_pins SET failures = ?, locked_until = ? WHERE staff_id = ?').run(
    failures,
    lockedUntil,
    staffId,
  )
  return { ok: false, lockedUntil }
}

const failuresBeforeLock = 5
const lockMinutesMax = 60
let unknown: Promise<string> | undefined
const unknownHash = (pepper: string) => {
  unknown ??= hashPin('not-a-pin', pepper)
  return unknown
}

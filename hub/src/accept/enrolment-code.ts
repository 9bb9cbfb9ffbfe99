import { createHash, randomInt } from 'node:crypto'
import type { Database } from '../store/database.ts'

/** Without I, L, O and U: read over the telephone, typed by a tired person. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 16 letters are 80 bits: nobody guesses one in the hours it lives. */
const codeLength = 16

/**
 * Makes a code with which one site may enrol, once, within `validHours`. The code is returned and kept
 * nowhere: the database has its SHA-256.
 */
export async function createEnrolmentCode(
  database: Database,
  request: { siteName: string; validHours: number; now: Date },
): Promise<{ code: string; validUntil: Date }> {
  const drawn = Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('')
  const validUntil = new Date(request.now.getTime() + request.validHours * 3_600_000)
  await database.query(
    'INSERT INTO enrolment_codes (code_hash, site_name, made_at, valid_until) VALUES ($1, $2, $3, $4)',
    [hashCode(drawn), request.siteName, request.now, validUntil],
  )
  return { code: drawn.match(/.{4}/g)!.join('-'), validUntil }
}

/** Dashes, spaces and small letters do not matter; O is read as 0, I and L as 1. */
export function hashCode(code: string): Buffer {
  const read = code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return createHash('sha256').update(`sentra enrolment code\n${read}`).digest()
}

import { readdirSync, readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import type { EnrolmentBody } from '@sentra/contract'
import { parseSiteAuthorization } from '@sentra/journal'
import type { RecordedCall } from './record-wire.ts'
import type { FormerWire } from './write-record.ts'

const folder = new URL('../../../fixtures/former-wire/', import.meta.url)

/** What older builds of one end put on the wire, one for each version that is kept. */
export function formerWires(older: 'site' | 'hub'): FormerWire[] {
  return readdirSync(folder)
    .sort()
    .map((revision) => JSON.parse(readFileSync(new URL(`${revision}/older-${older}.json`, folder), 'utf8')))
}

/** When the site asked, in milliseconds, by its signature; null for a question that is not signed. */
export function askedAt({ headers }: RecordedCall): number | null {
  const parts = parseSiteAuthorization(headers.authorization)
  return parts ? parts.created * 1000 : null
}

export function enrolmentIn({ calls }: FormerWire): { call: RecordedCall; body: EnrolmentBody } {
  const call = calls.find(({ path }) => path === '/v1/enrolments')
  if (!call) throw new Error('this record begins after the enrolment')
  return { call, body: JSON.parse(bytesOf(call.body).toString()) }
}

/** The batches of the log, in the order in which they were sent. */
export const batchesIn = ({ calls }: FormerWire): RecordedCall[] =>
  calls.filter(({ method, path }) => method === 'PUT' && path.includes('/events?'))

/** The lines of a batch and the place of its first in the log. */
export function linesOf({ path, body }: RecordedCall): { from: number; lines: string[] } {
  const from = Number(new URLSearchParams(path.split('?')[1]).get('from'))
  return { from, lines: inflateSync(bytesOf(body)).toString().trimEnd().split('\n') }
}

export const bytesOf = (base64: string): Buffer<ArrayBuffer> => Buffer.from(base64, 'base64')

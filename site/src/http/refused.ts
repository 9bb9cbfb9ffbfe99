import { type RefusalBody, type RefusalName, refusalMessage } from '@sentra/contract'
import type { Refusal } from '@sentra/domain'

/** An expected "no" on its way to a screen. Thrown by routes, translated once in `server.ts`. */
export class RefusedError extends Error {
  readonly status: number
  readonly body: RefusalBody

  constructor(refusal: Refusal, status = statusOf(refusal.refused)) {
    super(refusal.refused)
    this.status = status
    this.body = refusalBody(refusal)
  }
}

export function refusalBody(refusal: Refusal): RefusalBody {
  return {
    error: refusal.refused,
    message: refusalMessage(refusal.refused, { field: refusal.field, ...refusal.details }),
    ...(refusal.field ? { field: refusal.field } : {}),
    ...(refusal.details ? { details: refusal.details } : {}),
  }
}

export const isRefusal = (value: object): value is Refusal => 'refused' in value

const statuses: Partial<Record<RefusalName, number>> = {
  'not-signed-in': 401,
  'wrong-pin': 401,
  'locked-out': 429,
  'role-not-allowed': 403,
  'too-many-reads': 429,
  'not-found': 404,
  'card-unknown': 404,
  'unknown-ticket': 404,
  'unknown-qr': 404,
  'invalid-input': 400,
  'command-id-reused': 409,
  'site-stopped': 503,
  'site-disk-full': 503,
  'site-disk-read-only': 503,
  'site-disk-failed': 503,
  'site-data-damaged': 503,
  'site-another-writer': 503,
  'site-closing': 503,
  'hub-unavailable': 503,
}

/** 422: the request was understood, and the rules say no. */
function statusOf(name: RefusalName): number {
  return statuses[name] ?? 422
}

import type { RefusalBody } from '@sentra/contract'

/**
 * An expected "no" over HTTP. Handlers throw it, the server writes it: a name for programs, a sentence
 * in both languages for people, and the field to mend.
 */
export class HttpRefusal extends Error {
  readonly status: number
  readonly body: RefusalBody & Record<string, unknown>
  readonly retryAfterSeconds: number | undefined

  constructor(
    status: number,
    error: string,
    message: { id: string; en: string },
    more: { field?: string; retryAfterSeconds?: number; body?: Record<string, unknown> } = {},
  ) {
    super(error)
    this.name = 'HttpRefusal'
    this.status = status
    this.retryAfterSeconds = more.retryAfterSeconds
    this.body = { error, message, ...(more.field ? { field: more.field } : {}), ...more.body }
  }
}

export const notFound = () =>
  new HttpRefusal(404, 'not-found', {
    id: 'Alamat ini tidak ada. Periksa kembali tautannya.',
    en: 'There is nothing at this address. Check the link.',
  })

/** "Later, in n seconds": the site keeps its log and comes back; nothing is lost. */
export const comeBackLater = (retryAfterSeconds: number) =>
  new HttpRefusal(
    503,
    'hub-busy',
    {
      id: `Server pusat sedang penuh. Data aman di lokasi dan dikirim lagi dalam ${retryAfterSeconds} detik.`,
      en: `The hub is full. The data is safe at the site and is sent again in ${retryAfterSeconds} s.`,
    },
    { retryAfterSeconds },
  )

/** The same to one site that has its share of the hub already: the others are not held up. */
export const enoughOfYours = (retryAfterSeconds: number) =>
  new HttpRefusal(
    429,
    'hub-busy',
    {
      id: `Kiriman lokasi ini sedang diproses. Data aman di lokasi dan dikirim lagi dalam ${retryAfterSeconds} detik.`,
      en: `Batches of this site are in hand already. The data is safe at the site and is sent again in ${retryAfterSeconds} s.`,
    },
    { retryAfterSeconds },
  )

export const notSignedIn = () =>
  new HttpRefusal(401, 'not-signed-in', {
    id: 'Anda belum masuk, atau sesi sudah berakhir. Masuk lagi.',
    en: 'You are not signed in, or the session has ended. Sign in again.',
  })

export const roleNotAllowed = () =>
  new HttpRefusal(403, 'role-not-allowed', {
    id: 'Peran Anda tidak mengizinkan ini. Minta kepada administrator.',
    en: 'Your role does not allow this. Ask an administrator.',
  })

import { Readable } from 'node:stream'
import { ConsoleSummary, HubSignInBody, RefusalBody } from '@sentra/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { createEnrolmentCode } from '../accept/enrolment-code.ts'
import type { HubParts } from '../http/parts.ts'
import { HttpRefusal, notSignedIn, roleNotAllowed } from '../http/refusal.ts'
import { addUser } from './add-user.ts'
import { caseRoutes } from './cases/case-routes.ts'
import { outageRoutes } from './outages/outage-routes.ts'
import { readDoseLines } from './read-doses.ts'
import { readPeople, retireUser } from './retire-user.ts'
import { readSummary } from './summary.ts'
import { type ConsoleRole, type ConsoleUser, endSession, findSession, signIn } from './users.ts'

const cookieName = 'sentra-hub'

const EnrolmentCodeBody = Type.Object({
  siteName: Type.String({ minLength: 1, maxLength: 120 }),
  validHours: Type.Optional(Type.Integer({ minimum: 1, maximum: 24 * 14 })),
})

const NewUserBody = Type.Object({
  name: Type.String({ minLength: 2, maxLength: 60, pattern: '^[\\p{L}\\p{N} ._-]+$' }),
  role: Type.Union([Type.Literal('administrator'), Type.Literal('auditor')]),
})

/** What people at the hub use. Signed in by name and password; a program may send the token as a bearer. */
export function consoleRoutes(parts: HubParts) {
  const { database, clock } = parts
  return async (server: FastifyInstance) => {
    const mustBe =
      (...roles: ConsoleRole[]) =>
      async (request: FastifyRequest): Promise<ConsoleUser> => {
        const token = tokenOf(request)
        const user = token === undefined ? undefined : await findSession(database, token, clock.now())
        if (!user) throw notSignedIn()
        if (!roles.includes(user.role)) throw roleNotAllowed()
        return user
      }
    const anyone = mustBe('administrator', 'auditor')
    const administrator = mustBe('administrator')

    server.post<{ Body: Static<typeof HubSignInBody> }>(
      '/v1/console/sign-in',
      {
        config: { rateLimit: { max: 10, timeWindow: '1 minute' } },
        schema: {
          summary: 'Sign in with name and password',
          body: HubSignInBody,
          response: { 401: RefusalBody },
        },
      },
      async (request, reply) => {
        const session = await signIn(database, request.body.name, request.body.password, clock.now())
        if (!session) throw wrongPassword()
        reply.setCookie(cookieName, session.token, cookieOptions(request, session.expiresAt))
        return { token: session.token, user: session.user, expiresAt: session.expiresAt.toISOString() }
      },
    )

    server.post(
      '/v1/console/sign-out',
      { schema: { summary: 'End this session' } },
      async (request, reply) => {
        const token = tokenOf(request)
        if (token !== undefined) await endSession(database, token)
        clearCookie(reply)
        return reply.code(204).send()
      },
    )

    server.get(
      '/v1/console/summary',
      {
        onRequest: async (request) => void (await anyone(request)),
        schema: { summary: 'Sites, doses, backlog, cards, outages', response: { 200: ConsoleSummary } },
      },
      () => readSummary(database, clock.now(), parts.timeZone),
    )

    server.get(
      '/v1/console/doses',
      {
        onRequest: async (request) => void (await anyone(request)),
        schema: { summary: 'Every dose with its vial and cards, as NDJSON; no word about a person' },
      },
      (_, reply) => reply.type('application/x-ndjson').send(Readable.from(readDoseLines(database))),
    )

    await server.register(caseRoutes(parts, anyone, administrator))
    await server.register(outageRoutes(parts, anyone))

    server.get(
      '/v1/console/me',
      { schema: { summary: 'Who is signed in', response: { 401: RefusalBody } } },
      async (request) => {
        const { name, role } = await anyone(request)
        return { name, role }
      },
    )

    server.post<{ Body: Static<typeof NewUserBody> }>(
      '/v1/console/users',
      {
        onRequest: async (request) => void (await administrator(request)),
        schema: {
          summary: 'Let one more person sign in; the password is said once',
          body: NewUserBody,
          response: { 409: RefusalBody },
        },
      },
      async (request) => {
        const { name: by } = await administrator(request)
        return addUser(database, { ...request.body, by, now: clock.now() })
      },
    )

    server.get(
      '/v1/console/users',
      {
        onRequest: async (request) => void (await anyone(request)),
        schema: { summary: 'Who may sign in here, who let them in, and who has left' },
      },
      async () => ({ people: await readPeople(database) }),
    )

    server.post<{ Body: Pick<Static<typeof NewUserBody>, 'name'> }>(
      '/v1/console/users/retire',
      {
        onRequest: async (request) => void (await administrator(request)),
        schema: {
          summary: 'End somebody’s access and every session of theirs',
          body: Type.Pick(NewUserBody, ['name']),
          response: { 404: RefusalBody, 409: RefusalBody },
        },
      },
      async (request, reply) => {
        await retireUser(database, {
          name: request.body.name,
          by: await administrator(request),
          now: clock.now(),
        })
        return reply.code(204).send()
      },
    )

    server.post<{ Body: Static<typeof EnrolmentCodeBody> }>(
      '/v1/console/enrolment-codes',
      {
        onRequest: async (request) => void (await administrator(request)),
        schema: { summary: 'A code with which one site may enrol, once', body: EnrolmentCodeBody },
      },
      async (request) => {
        const { siteName, validHours = 48 } = request.body
        const made = await createEnrolmentCode(database, { siteName, validHours, now: clock.now() })
        return { code: made.code, validUntil: made.validUntil.toISOString() }
      },
    )
  }
}

function tokenOf(request: FastifyRequest): string | undefined {
  const bearer = /^Bearer (\S{20,100})$/.exec(request.headers.authorization ?? '')
  return bearer?.[1] ?? request.cookies[cookieName]
}

/** Secure wherever the page itself came over TLS; a hub on localhost has none. */
function cookieOptions(request: FastifyRequest, expires: Date) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
    expires,
  } as const
}

function clearCookie(reply: FastifyReply): void {
  reply.clearCookie(cookieName, { path: '/' })
}

const wrongPassword = () =>
  new HttpRefusal(
    401,
    'wrong-password',
    {
      id: 'Nama atau kata sandi salah. Periksa dan coba lagi.',
      en: 'The name or the password is wrong. Check both and try again.',
    },
    { field: 'password' },
  )

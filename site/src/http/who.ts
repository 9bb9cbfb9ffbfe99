import { type Role, roleWords, type Text } from '@sentra/contract'
import { refuse } from '@sentra/domain'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { findSignIn, newDeviceId, type SignIn } from '../access/sign-ins.ts'
import type { Site } from '../site.ts'
import { RefusedError } from './refused.ts'

export const sessionCookie = 'sentra_session'
export const deviceCookie = 'sentra_device'

/** Who is asking. @throws RefusedError not-signed-in when the session is missing or over. */
export function signedIn(site: Site, request: FastifyRequest): SignIn {
  const found = findSignIn(site.db, tokenOf(request) ?? '', site.clock.now())
  if (!found) throw new RefusedError(refuse('not-signed-in'))
  return found
}

const rolesInWords = (roles: readonly Role[]): Text => ({
  id: roles.map((role) => roleWords[role].id).join(', '),
  en: roles.map((role) => roleWords[role].en).join(', '),
})

/** @throws RefusedError role-not-allowed that names the roles which may. */
export function requireRole(signIn: SignIn, allowed: readonly Role[]): void {
  if (signIn.staff.roles.some((role) => allowed.includes(role))) return
  throw new RefusedError(refuse('role-not-allowed', { details: { roles: rolesInWords(allowed) } }))
}

/** A program on the LAN sends `authorization: Bearer …`; a browser its cookie. */
export function tokenOf(request: FastifyRequest): string | undefined {
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  return bearer ?? request.cookies[cookieName(request, sessionCookie)]
}

/**
 * The browser's own name; a new one gets a cookie that stays. The site signs the name, so that nobody can
 * say to be another device than they are: a card is issued on another one than its injection.
 */
export function deviceOf(site: Site, request: FastifyRequest, reply: FastifyReply): string {
  const [known = '', signature = ''] = (request.cookies[cookieName(request, deviceCookie)] ?? '').split('.')
  if (known !== '' && signature === signatureOf(site, known)) return known
  const device = newDeviceId()
  reply.setCookie(cookieName(request, deviceCookie), `${device}.${signatureOf(site, device)}`, {
    ...cookieOptions(request),
    maxAge: 31_536_000,
  })
  return device
}

const signatureOf = (site: Site, device: string) => site.keys.keyedHash(`device\n${device}`).slice(0, 32)

/**
 * Over https a cookie has a name of its own: browsers share cookies between the ports of one laptop, and would
 * not let plain http replace one that came over https, so that nobody could sign in there any more.
 */
export const cookieName = (request: FastifyRequest, name: string) =>
  request.protocol === 'https' ? `__Host-${name}` : name

/** A cookie that came over https travels only there. */
export const cookieOptions = (request: FastifyRequest) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' }) as const

import type {
  CaseAnswerBody,
  CaseDecisionBody,
  ConsoleSummary,
  HubCase,
  HubCaseDetail,
  HubSignInBody,
  OutageTimeline,
  RefusalBody,
} from '@sentra/contract'

/** The hub said no, by name, with a remedy in both languages. */
export class RefusedError extends Error {
  readonly status: number
  readonly refusal: RefusalBody
  constructor(status: number, refusal: RefusalBody) {
    super(refusal.error)
    this.status = status
    this.refusal = refusal
  }
}

/** Nothing was answered, or not by a hub. */
export class UnreachableError extends Error {}

/** A summary of a country takes a second or two; after this long the hub counts as silent. */
const answerMsMax = 15_000

export const readOutageTimeline = (days: number) =>
  exchange<OutageTimeline>('GET', `/v1/console/outages?days=${days}`)
export const readSummary = () => exchange<ConsoleSummary>('GET', '/v1/console/summary')

/** Words to search for go in the body: people paste anything into a search field. */
export const findCases = async (filter: { state: string; kind?: string; siteId?: string; text?: string }) =>
  (await exchange<{ cases: HubCase[] }>('POST', '/v1/console/cases/find', filter)).cases
const casePath = (caseId: string) => `/v1/console/cases/${encodeURIComponent(caseId)}`
/** Noted at the hub under this person's name. */
export const lookAtCase = (caseId: string) => exchange<HubCaseDetail>('GET', casePath(caseId))
export const decideCase = (caseId: string, body: CaseDecisionBody) =>
  exchange<HubCaseDetail>('POST', `${casePath(caseId)}/decisions`, body)
export const answerDecision = (caseId: string, decisionId: string, body: CaseAnswerBody) =>
  exchange<HubCaseDetail>('POST', `${casePath(caseId)}/decisions/${decisionId}/answer`, body)

export type ConsoleRole = 'administrator' | 'auditor'
export const readMyself = () => exchange<{ name: string; role: ConsoleRole }>('GET', '/v1/console/me')
export const addUser = (body: { name: string; role: ConsoleRole }) =>
  exchange<{ name: string; role: ConsoleRole; password: string }>('POST', '/v1/console/users', body)

export interface ConsolePerson {
  readonly name: string
  readonly role: ConsoleRole
  readonly madeAt: string
  readonly madeBy: string | null
  readonly retiredAt: string | null
  readonly retiredBy: string | null
}
export const readPeople = async () =>
  (await exchange<{ people: ConsolePerson[] }>('GET', '/v1/console/users')).people
/** The name goes in the body: addresses end up in logs. */
export const retireUser = (name: string) => exchange<unknown>('POST', '/v1/console/users/retire', { name })

/** The answer also sets the session cookie, which no script of this page can read. */
export const signIn = (body: HubSignInBody) => exchange<unknown>('POST', '/v1/console/sign-in', body)
export const signOut = () => exchange<unknown>('POST', '/v1/console/sign-out')

export interface EnrolmentCode {
  readonly code: string
  readonly validUntil: string
}
export const makeEnrolmentCode = (siteName: string) =>
  exchange<EnrolmentCode>('POST', '/v1/console/enrolment-codes', { siteName })

/** Throws RefusedError or UnreachableError, nothing else. */
async function exchange<Answer>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), answerMsMax)
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: giveUp.signal,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    if (response.status === 204) return undefined as Answer
    const answer: unknown = await response.json()
    if (response.ok) return answer as Answer
    if (isRefusal(answer) && response.status < 500) throw new RefusedError(response.status, answer)
    throw new UnreachableError(`HTTP ${response.status}`)
  } catch (error) {
    if (error instanceof RefusedError || error instanceof UnreachableError) throw error
    throw new UnreachableError(String(error))
  } finally {
    clearTimeout(timer)
  }
}

function isRefusal(answer: unknown): answer is RefusalBody {
  const body = answer as Partial<RefusalBody> | null
  return typeof body?.error === 'string' && typeof body.message?.id === 'string'
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof RefusedError && error.status === 401
}

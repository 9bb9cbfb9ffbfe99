import {
  CaseAnswerBody,
  CaseDecisionBody,
  HubCase,
  HubCaseDetail,
  HubCaseKind,
  RefusalBody,
} from '@sentra/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import type { HubParts } from '../../http/parts.ts'
import type { ConsoleUser } from '../users.ts'
import { unknownCase } from './case-refusals.ts'
import { answerDecision, decideCase } from './decide-case.ts'
import { readCase, readCases } from './read-cases.ts'

const Filter = Type.Object({
  state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('closed')])),
  kind: Type.Optional(HubCaseKind),
  siteId: Type.Optional(Type.String({ maxLength: 64 })),
})
const Search = Type.Object({ ...Filter.properties, text: Type.Optional(Type.String({ maxLength: 120 })) })

type Who = (request: FastifyRequest) => Promise<ConsoleUser>

/**
 * What a person has to look at, and what was decided. Auditors read; administrators decide. Every look at one
 * case and every decision is kept with the name of who it was. Words to search for go in a body: people paste
 * anything into a search field, and addresses end up in logs.
 */
export function caseRoutes(parts: HubParts, anyone: Who, administrator: Who) {
  const { database, clock } = parts
  return async (server: FastifyInstance) => {
    server.get<{ Querystring: Static<typeof Filter> }>(
      '/v1/console/cases',
      {
        onRequest: async (request) => void (await anyone(request)),
        schema: {
          summary: 'What a person has to look at',
          querystring: Filter,
          response: { 200: Type.Object({ cases: Type.Array(HubCase) }) },
        },
      },
      async ({ query }) => ({ cases: await readCases(database, { state: 'open', ...query }) }),
    )

    server.post<{ Body: Static<typeof Search> }>(
      '/v1/console/cases/find',
      {
        onRequest: async (request) => void (await anyone(request)),
        schema: {
          summary: 'Cases by state, kind, site and words',
          body: Search,
          response: { 200: Type.Object({ cases: Type.Array(HubCase) }) },
        },
      },
      async ({ body }) => ({ cases: await readCases(database, { state: 'open', ...body }) }),
    )

    server.get<{ Params: { caseId: string } }>(
      '/v1/console/cases/:caseId',
      {
        schema: {
          summary: 'One case with its cards and its history; who looks is noted',
          response: { 200: HubCaseDetail, 404: RefusalBody },
        },
      },
      async (request) => {
        const user = await anyone(request)
        const { caseId } = request.params
        await database.query(
          `INSERT INTO case_looks (case_id, user_id, user_name, at)
           SELECT case_id, $2, $3, $4 FROM cases WHERE case_id = $1`,
          [caseId, user.userId, user.name, clock.now()],
        )
        const found = await readCase(database, caseId, user)
        if (!found) throw unknownCase()
        return found
      },
    )

    server.post<{ Params: { caseId: string }; Body: CaseDecisionBody }>(
      '/v1/console/cases/:caseId/decisions',
      {
        onRequest: async (request) => void (await administrator(request)),
        schema: {
          summary: 'Decide about a case, with a reason',
          body: CaseDecisionBody,
          response: { 200: HubCaseDetail, 409: RefusalBody },
        },
      },
      async (request) => {
        const user = await administrator(request)
        return decideCase(database, {
          caseId: request.params.caseId,
          body: request.body,
          user,
          now: clock.now(),
        })
      },
    )

    server.post<{ Params: { caseId: string; decisionId: string }; Body: CaseAnswerBody }>(
      '/v1/console/cases/:caseId/decisions/:decisionId/answer',
      {
        onRequest: async (request) => void (await administrator(request)),
        schema: {
          summary: 'The second person agrees or declines; whoever asked may take it back',
          body: CaseAnswerBody,
          response: { 200: HubCaseDetail, 403: RefusalBody, 409: RefusalBody },
        },
      },
      async (request) => {
        const user = await administrator(request)
        return answerDecision(database, { ...request.params, body: request.body, user, now: clock.now() })
      },
    )
  }
}

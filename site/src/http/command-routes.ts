import { CommandAnswer, commandBody, commandNames, commands, RefusalBody } from '@sentra/contract'
import { refuse } from '@sentra/domain'
import { commandHash } from '@sentra/journal'
import type { FastifyInstance } from 'fastify'
import { hashPin, newPin, storePin } from '../access/pins.ts'
import { noteRefusal } from '../access/refusal-counts.ts'
import { findSignIn } from '../access/sign-ins.ts'
import { submitCommand } from '../commands/submit-command.ts'
import { askForExchange } from '../link/exchange-elsewhere.ts'
import type { Site } from '../site.ts'
import { RefusedError } from './refused.ts'
import { requireRole, signedIn, tokenOf } from './who.ts'

/** `POST /v1/commands/{name}`: one request, one event or one named refusal. Answered after the synced commit. */
export function registerCommandRoutes(server: FastifyInstance, site: Site): void {
  for (const name of commandNames) {
    const definition = commands[name]
    server.post(
      `/v1/commands/${name}`,
      {
        schema: {
          summary: definition.summary,
          description: `Roles: ${definition.roles.join(', ')}. Becomes: ${definition.becomes.join(' or ')}.`,
          tags: ['commands'],
          body: commandBody(definition.data),
          response: { 200: CommandAnswer, '4xx': RefusalBody },
        },
        onError: async (request, _, error) => {
          // A "no" to the person who asks; a disk that fails is none.
          if (!(error instanceof RefusedError || error.validation)) return
          const asking = findSignIn(site.db, tokenOf(request) ?? '', site.clock.now())
          noteRefusal(site, {
            command: name,
            refused: error instanceof RefusedError ? error.body.error : 'invalid-input',
            staffId: asking?.staff.staffId ?? 'nobody',
            device: asking?.device ?? 'unknown',
          })
        },
      },
      async (request) => {
        const signIn = signedIn(site, request)
        requireRole(signIn, definition.roles)
        const body = request.body as { commandId: string; occurredAt?: string; data: unknown }
        // The one command whose decision is not ours alone: only the hub knows who was first.
        if (name === 'card.exchange-elsewhere') await askForExchange(site, body.commandId, body.data)
        const submitted = await submitCommand(site, name, {
          commandId: body.commandId,
          commandHash: commandHash({ name, data: body.data }),
          actor: signIn.staff.staffId,
          device: signIn.device,
          data: body.data,
          ...(body.occurredAt ? { occurredAt: body.occurredAt } : {}),
        })
        if (submitted.kind === 'refused') throw new RefusedError(submitted.refusal)
        if (submitted.kind === 'conflict') throw new RefusedError(refuse('command-id-reused'))
        const pin = name === 'staff.enrol' ? await firstPin(site, body.data) : undefined
        return {
          outcome: submitted.kind,
          event: submitted.event,
          ...(pin ? { pin } : {}),
        }
      },
    )
  }
}

/** The first PIN of a person who was just enrolled: in this answer once, and from then on only as a hash. */
async function firstPin(site: Site, data: unknown): Promise<string> {
  const pin = newPin()
  storePin(site.db, (data as { staffId: string }).staffId, await hashPin(pin, site.keys.pepper))
  return pin
}

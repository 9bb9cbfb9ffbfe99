import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Value } from 'typebox/value'

/**
 * TypeBox's own compiled validators, the same on both ends. Query strings and path parameters are text:
 * numbers in them are converted first. Bodies are taken as they are.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema)
  return (data: unknown) => {
    const value = httpPart === 'body' ? data : Value.Convert(schema, { ...(data as object) })
    if (validator.Check(value)) return { value }
    const validation = [...validator.Errors(value)].map((error) => ({
      instancePath: error.instancePath + missingProperty(error),
      message: error.message,
      keyword: error.keyword,
      params: {},
      schemaPath: error.schemaPath,
    }))
    return { error: Object.assign(new Error('invalid input'), { validation }) as never }
  }
}

/** A missing field is reported at its parent: its own name is in the parameters. */
function missingProperty(error: { params?: unknown }): string {
  const required = (error.params as { requiredProperties?: string[] } | undefined)?.requiredProperties
  return required?.[0] ? `/${required[0]}` : ''
}

import { type Static, Type } from 'typebox'

/** What a person may do at a site. `auditor` reads only: police, committee. */
export const roles = [
  'gate',
  'registrar',
  'screener',
  'vaccinator',
  'observer',
  'card-clerk',
  'coordinator',
  'auditor',
  'administrator',
] as const
export const Role = Type.Union(roles.map((role) => Type.Literal(role)))
export type Role = (typeof roles)[number]
export const RoleList = Type.Array(Role, { minItems: 1, maxItems: roles.length })
export type RoleList = Static<typeof RoleList>

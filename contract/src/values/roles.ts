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
export const Role = Type.Union([
  Type.Literal('gate'),
  Type.Literal('registrar'),
  Type.Literal('screener'),
  Type.Literal('vaccinator'),
  Type.Literal('observer'),
  Type.Literal('card-clerk'),
  Type.Literal('coordinator'),
  Type.Literal('auditor'),
  Type.Literal('administrator'),
])
export type Role = Static<typeof Role>
export const RoleList = Type.Array(Role, { minItems: 1, maxItems: roles.length })
export type RoleList = Static<typeof RoleList>

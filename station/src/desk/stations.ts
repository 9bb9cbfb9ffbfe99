import type { Role, Stage } from '@sentra/contract'
import type { IconName } from '@sentra/ui'

/** A station is a role and a desk; which ones a person sees follows from the roles they were given. */
export const stations = [
  { path: '/gate', icon: 'gate', roles: ['gate', 'coordinator'], stage: null },
  { path: '/registration', icon: 'registration', roles: ['registrar'], stage: 'registration' },
  { path: '/screening', icon: 'screening', roles: ['screener'], stage: 'screening' },
  { path: '/vaccination', icon: 'vaccination', roles: ['vaccinator'], stage: 'vaccination' },
  { path: '/observation', icon: 'observation', roles: ['observer'], stage: 'observation' },
  { path: '/card', icon: 'card', roles: ['card-clerk'], stage: 'card' },
  {
    path: '/coordinator',
    icon: 'coordinator',
    roles: ['coordinator', 'administrator', 'auditor'],
    stage: null,
  },
] as const satisfies readonly {
  path: string
  icon: IconName
  roles: readonly Role[]
  stage: Stage | null
}[]

export type Station = (typeof stations)[number]
export type StationName =
  | 'gate'
  | 'registration'
  | 'screening'
  | 'vaccination'
  | 'observation'
  | 'card'
  | 'coordinator'

export const stationName = (station: Station) => station.path.slice(1) as StationName

export const stationsFor = (roles: readonly Role[]) =>
  stations.filter((station) => station.roles.some((role) => roles.includes(role)))

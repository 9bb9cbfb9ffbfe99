import { type Static, Type } from 'typebox'

/** UUIDv7 chosen where the fact happened; the identity that makes every write safe to repeat. */
export const Uuid = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'UUID, lower case',
})
export type Uuid = Static<typeof Uuid>

/** Short, speakable name of a site: letters, digits and dashes, e.g. `krw-01`. */
export const SiteId = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,30}$' })
export type SiteId = Static<typeof SiteId>

/** Who did it: a staff code such as `V-03`, or `system` for what the site node notices by itself. */
export const StaffId = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,23}$' })
export type StaffId = Static<typeof StaffId>

/** Which browser or machine it was done on. */
export const DeviceId = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,40}$' })
export type DeviceId = Static<typeof DeviceId>

/** Where in the hall: `A1`, `Meja 2`, … free text of the site, shown on the board. */
export const Desk = Type.String({ minLength: 1, maxLength: 24 })
export type Desk = Static<typeof Desk>

/** GS1 application identifier 10 allows 1-20 characters; sites copy it from the vial label. */
export const LotNumber = Type.String({ pattern: '^[A-Za-z0-9./_-]{1,20}$' })
export type LotNumber = Static<typeof LotNumber>

export const ProductId = Type.String({ pattern: '^[a-z0-9-]{2,40}$' })
export type ProductId = Static<typeof ProductId>

import { type Static, Type } from 'typebox'
import { RoleList, StaffId } from '../values/index.ts'

/** Who may do what. The PIN is not here: it stays, hashed, on the site's laptop. */
export const StaffEnrolled = Type.Object({
  staffId: StaffId,
  displayName: Type.String({ minLength: 1, maxLength: 60 }),
  roles: RoleList,
})
export type StaffEnrolled = Static<typeof StaffEnrolled>

export const StaffRetired = Type.Object({ staffId: StaffId })
export type StaffRetired = Static<typeof StaffRetired>

/** A forgotten PIN was replaced at the laptop itself. The PIN is not here. */
export const StaffPinRenewed = Type.Object({ staffId: StaffId })
export type StaffPinRenewed = Static<typeof StaffPinRenewed>

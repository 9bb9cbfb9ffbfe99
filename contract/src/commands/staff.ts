import { Type } from 'typebox'
import { StaffEnrolled } from '../events/staff.ts'
import { StaffId } from '../values/index.ts'
import { defineCommand } from './define-command.ts'

export const staffCommands = {
  'staff.enrol': defineCommand({
    summary: 'Enrol a person; the answer shows their first PIN once, and only there',
    data: Type.Object({
      staffId: StaffId,
      displayName: StaffEnrolled.properties.displayName,
      roles: StaffEnrolled.properties.roles,
    }),
    roles: ['administrator', 'coordinator'],
    becomes: ['staff.enrolled'],
  }),
  'staff.retire': defineCommand({
    summary: 'End a person’s access at this site, now',
    data: Type.Object({ staffId: StaffId }),
    roles: ['administrator', 'coordinator'],
    becomes: ['staff.retired'],
  }),
}

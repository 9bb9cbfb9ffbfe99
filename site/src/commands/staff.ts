import { roleWords } from '@sentra/contract'
import { refuse } from '@sentra/domain'
import { count, row } from '../store/database.ts'
import type { CommandHandlers } from './command-context.ts'

export const staffHandlers: CommandHandlers<'staff.enrol' | 'staff.retire'> = {
  'staff.enrol': ({ site, actor }, { staffId, displayName, roles }) => {
    if (row(site.db, 'SELECT 1 FROM staff WHERE staff_id = ? AND active = 1', staffId)) {
      return refuse('staff-already-enrolled', { field: 'staffId', details: { staffId } })
    }
    const isAdministrator = row(
      site.db,
      "SELECT 1 FROM staff, json_each(staff.roles) WHERE staff_id = ? AND json_each.value = 'administrator'",
      actor,
    )
    // A coordinator staffs the desks; only an administrator makes administrators and coordinators.
    const reserved = roles.some((role) => role === 'administrator' || role === 'coordinator')
    if (reserved && !isAdministrator && actor !== 'system') {
      return refuse('role-not-allowed', { field: 'roles', details: { roles: roleWords.administrator } })
    }
    return { type: 'staff.enrolled', data: { staffId, displayName, roles } }
  },

  'staff.retire': ({ site, actor }, { staffId }) => {
    if (staffId === actor) return refuse('cannot-retire-oneself', { field: 'staffId' })
    if (!row(site.db, 'SELECT 1 FROM staff WHERE staff_id = ? AND active = 1', staffId)) {
      return refuse('unknown-staff', { field: 'staffId', details: { staffId } })
    }
    const administrators = count(
      site.db,
      `SELECT count(DISTINCT staff_id) FROM staff, json_each(staff.roles)
       WHERE active = 1 AND json_each.value = 'administrator' AND staff_id <> ?`,
      staffId,
    )
    if (administrators === 0) return refuse('last-administrator', { field: 'staffId' })
    return { type: 'staff.retired', data: { staffId } }
  },
}

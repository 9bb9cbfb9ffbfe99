import { prepared } from '../store/database.ts'
import type { Projectors } from './index.ts'

export const projectStaff: Projectors<'staff.enrolled' | 'staff.retired' | 'staff.pin-renewed'> = {
  'staff.enrolled': (event, db) => {
    const { staffId, displayName, roles } = event.data
    prepared(
      db,
      `INSERT INTO staff (staff_id, display_name, roles, active) VALUES (?, ?, ?, 1)
       ON CONFLICT (staff_id) DO UPDATE SET display_name = excluded.display_name, roles = excluded.roles, active = 1`,
    ).run(staffId, displayName, JSON.stringify(roles))
  },
  'staff.retired': (event, db) => {
    prepared(db, 'UPDATE staff SET active = 0 WHERE staff_id = ?').run(event.data.staffId)
  },
  // The PIN is no view of the log: it is where no log is.
  'staff.pin-renewed': () => {},
}

import type { Role, StaffView } from '@sentra/contract'
import { type Database, rows } from '../store/database.ts'

export function staffList(db: Database): StaffView[] {
  return rows<{ staff_id: string; display_name: string; roles: string; active: number }>(
    db,
    'SELECT staff_id, display_name, roles, active FROM staff ORDER BY active DESC, staff_id',
  ).map((each) => ({
    staffId: each.staff_id,
    displayName: each.display_name,
    roles: JSON.parse(each.roles) as Role[],
    active: each.active === 1,
  }))
}

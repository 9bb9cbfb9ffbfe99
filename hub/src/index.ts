export { createEnrolmentCode } from './accept/enrolment-code.ts'
export { readSettings, type Settings } from './settings.ts'
export { type RunningHub, startHub } from './start-hub.ts'
export { type Database, openDatabase } from './store/database.ts'

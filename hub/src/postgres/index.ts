export type { EmbeddedPostgres, PostgresLog } from './start-embedded-postgres.ts'
export { connectionOfRunning, startEmbeddedPostgres, stopOrphan } from './start-embedded-postgres.ts'

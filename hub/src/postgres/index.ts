export type { EmbeddedPostgres, PostgresLog } from './start-embedded-postgres.ts'
export { startEmbeddedPostgres, stopOrphan } from './start-embedded-postgres.ts'

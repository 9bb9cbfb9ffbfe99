export type { EmbeddedPostgres, PostgresLog } from './start-embedded-postgres.ts'
export { startEmbeddedPostgres } from './start-embedded-postgres.ts'

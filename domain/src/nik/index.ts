export * from './near-duplicate.ts'
export * from './nik.ts'

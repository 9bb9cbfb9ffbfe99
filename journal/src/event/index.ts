export * from './command-hash.ts'
export * from './event-line.ts'

export * from './promise.ts'
export * from './ticket.ts'

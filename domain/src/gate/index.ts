export * from './admit.ts'
export * from './ticket-letter.ts'

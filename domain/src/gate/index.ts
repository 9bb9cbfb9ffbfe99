export * from './admit.ts'

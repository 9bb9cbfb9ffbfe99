export * from './call-next.ts'

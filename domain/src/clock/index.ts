export * from './clock-went-back.ts'

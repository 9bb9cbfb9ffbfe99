export * from './record-immunization.ts'

export * from './forecast.ts'
export * from './promises.ts'
export * from './quota.ts'

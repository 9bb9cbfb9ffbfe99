export * from './campaign.ts'
export * from './local-date.ts'

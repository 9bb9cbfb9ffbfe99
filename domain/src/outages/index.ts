export * from './declare-outage.ts'
export * from './outage-for-card.ts'

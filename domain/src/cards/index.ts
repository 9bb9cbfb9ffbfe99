export * from './card-advice.ts'
export * from './card-state.ts'
export * from './local-card.ts'
export * from './national-card.ts'

export * from './refusal-details.ts'
export * from './refusals.ts'
export * from './warnings.ts'
export * from './words.ts'

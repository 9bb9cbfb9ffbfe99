export {
  exportSmartHealthCard,
  type SmartHealthCard,
  type SmartHealthCardTerms,
  smartHealthCardKeys,
} from './issue.ts'
export { jwsOfNumeric, numericText } from './numeric.ts'
export { readSmartHealthCard, type SmartHealthCardRefusal } from './verify.ts'

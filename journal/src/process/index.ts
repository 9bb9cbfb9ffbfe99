export { askedToEnd } from './asked-to-end.ts'
export {
  boundConnections,
  type ConnectionBounds,
  endPipelining,
  patienceOf,
  usualConnectionBounds,
} from './bounded-connections.ts'

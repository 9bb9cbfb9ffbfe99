export { askedToEnd } from './asked-to-end.ts'
export {
  boundConnections,
  type ConnectionBounds,
  endPipelining,
  patienceOf,
  usualConnectionBounds,
} from './bounded-connections.ts'
export { diskFreeShare, lowDiskShare } from './disk-space.ts'
export { residentMegabytes, startSummary } from './summary.ts'
export { Traffic, type TrafficOfAMinute } from './traffic.ts'

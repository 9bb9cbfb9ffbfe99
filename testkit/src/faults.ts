/** Time, chance, network and disks that a simulation holds in its hand. Apart from the rest: it brings SQLite in WebAssembly along. */
export { seedProcess } from './chance/seeded-process.ts'
export type { Disk, DiskFile, DiskImage } from './disk/disk.ts'
export { PowerLossDisk, PowerLostError } from './disk/power-loss-disk.ts'
export { loadSqlite, type SqliteEngine } from './disk/sqlite-on-disk.ts'
export { WasmDatabase } from './disk/wasm-database.ts'
export { FaultyNetwork, type NetworkParts } from './network/faulty-network.ts'
export {
  type LinkCondition,
  lineTroubles,
  type Network,
  type NetworkAnswer,
  type NetworkRequest,
  type Receiver,
  ReceiverGoneError,
  type Surprise,
  surprises,
} from './network/network.ts'
export { type Machine, type VirtualTime, virtualTime } from './time/virtual-time.ts'

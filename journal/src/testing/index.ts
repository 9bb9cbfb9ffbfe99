/** For tests of other packages, too. */
export { lacking } from './lacking.ts'
export { SmallDisk } from './small-disk.ts'

import { encode } from 'uqr'
import { assert } from '../envelope/refused.ts'
import type { Sheet } from './sheet.ts'

/**
 * A QR as vector, at error level M with its quiet zone of four modules.
 *
 * Cheap phones read 0.42 mm a module well, and fail below a third of a millimetre; a card that cannot
 * keep that must not be printed.
 */
export const moduleMin = 0.33
export const moduleTarget = 0.42
const quietModules = 4

export interface QrShape {
  readonly version: number
  readonly modules: number
  readonly dark: readonly boolean[][]
}

export function qrShape(text: string): QrShape {
  const { version, size, data } = encode(text, { ecc: 'M', boostEcc: false, border: 0 })
  return { version, modules: size, dark: data }
}

/** The side in millimetres, quiet zone included, when a module is `moduleSize` wide. */
export function qrSide(qr: QrShape, moduleSize: number): number {
  return (qr.modules + 2 * quietModules) * moduleSize
}

/** The largest module that fits, at most `wanted`. Throws when even the smallest readable one does not. */
export function fittingModule(qr: QrShape, side: number, wanted = moduleTarget): number {
  const moduleSize = Math.min(wanted, side / (qr.modules + 2 * quietModules))
  assert(moduleSize >= moduleMin, 'a QR module is at least 0.33 mm on paper')
  return moduleSize
}

/** Draws the QR with the outer corner of its quiet zone at (x, y). */
export function drawQr(sheet: Sheet, qr: QrShape, x: number, y: number, moduleSize: number): void {
  const side = qrSide(qr, moduleSize)
  sheet.rectangle(x, y, side, side, '#ffffff')
  sheet.shape(darkRuns(qr, x + quietModules * moduleSize, y + quietModules * moduleSize, moduleSize))
}

function* darkRuns(qr: QrShape, left: number, top: number, size: number) {
  for (const [row, modules] of qr.dark.entries()) {
    let start = -1
    for (let column = 0; column <= modules.length; column += 1) {
      if (modules[column] && start < 0) start = column
      if (modules[column] || start < 0) continue
      yield [left + start * size, top + row * size, (column - start) * size, size] as const
      start = -1
    }
  }
}

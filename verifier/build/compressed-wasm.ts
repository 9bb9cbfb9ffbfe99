import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { constants, deflateSync } from 'node:zlib'
import type { Plugin } from 'vite'

const moduleName = 'virtual:zxing-reader'

/**
 * The QR reader's wasm as one already compressed file (953 KB → 413 KB), because a plain web server
 * in a district office compresses nothing, and a data bundle is paid for. The page inflates it itself.
 * The name ends in `.bin`: some servers announce `.gz` as an encoding and would have it inflated twice.
 *
 * Beside it lies the same wasm as it is. A server that sends files packed with brotli (hub and site do)
 * needs 321 KB for that one; the service worker asks, and fetches one of the two.
 */
export function compressedWasm(): Plugin {
  return {
    name: 'compressed-wasm',
    resolveId: (id) => (id === moduleName ? `\0${moduleName}` : null),
    load(id) {
      if (id !== `\0${moduleName}`) return null
      const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
      const packed = deflateSync(wasm, { level: constants.Z_BEST_COMPRESSION })
      this.emitFile({ type: 'asset', name: 'zxing-reader.wasm', source: wasm })
      const reference = this.emitFile({ type: 'asset', name: 'zxing-reader.bin', source: packed })
      return `export default import.meta.ROLLUP_FILE_URL_${reference}`
    },
  }
}

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/**
 * Writes `name.br` and `name.gz` beside every file of a built app that becomes smaller by it, so that hub
 * and site send the small one and spend no processor time on it. A browser takes `.br` over https or from
 * localhost, and `.gz` anywhere; a server that knows neither sends the file itself.
 */
export async function compressFiles(directory: string): Promise<void> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && compressible.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  await Promise.all(
    files.map(async (file) => {
      const content = readFileSync(file)
      const [small, smaller] = await Promise.all([
        promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
        promisify(brotliCompress)(content, {
          params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
        }),
      ])
      if (small.length < content.length * worthwhile) writeFileSync(`${file}.gz`, small)
      if (smaller.length < content.length * worthwhile) writeFileSync(`${file}.br`, smaller)
    }),
  )
}

const compressible = /\.(js|css|html|svg|json|webmanifest|txt|wasm)$/

/** A tenth less is worth a second file; pictures, fonts and packed files gain nothing. */
const worthwhile = 0.9

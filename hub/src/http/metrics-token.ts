import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeSecretFile } from '../issue/write-whole-file.ts'

/** What Prometheus shows for `/metrics`: made at the first start, in a file for its owner alone. */
export function metricsToken(dataDir: string): string {
  const file = join(dataDir, 'metrics-token')
  if (!existsSync(file)) writeSecretFile(file, `${randomBytes(24).toString('base64url')}\n`)
  return readFileSync(file, 'utf8').trim()
}

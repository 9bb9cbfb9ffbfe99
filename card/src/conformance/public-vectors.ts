import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Test vectors written by others are kept beside the repository and are not copied into it. Where the
 * folder is missing, its tests are skipped and say so.
 */
const folder = fileURLToPath(new URL('../../../../shared/vectors/', import.meta.url))

export function hasVectors(name: string): boolean {
  return existsSync(join(folder, name))
}

export interface VectorFile<Content> {
  readonly name: string
  readonly content: Content
}

/** Every JSON file below a folder, in the order of its path. */
export function readVectors<Content>(name: string): VectorFile<Content>[] {
  if (!hasVectors(name)) return []
  const paths = readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })
  return paths
    .filter((path) => path.endsWith('.json'))
    .sort()
    .map((path) => ({
      name: path,
      content: JSON.parse(readFileSync(join(folder, name, path), 'utf8')) as Content,
    }))
}

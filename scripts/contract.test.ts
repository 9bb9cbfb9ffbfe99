import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { jsonSchemaFiles } from '../contract/src/export/json-schemas.ts'

/** Old sites and other people's software rely on these files: a change to them is seen and meant, or undone. */
const folder = join(import.meta.dirname, '../contract/json-schema')

for (const [name, text] of Object.entries(jsonSchemaFiles())) {
  test(`contract/json-schema/${name} says what the schemas say (npm run contract writes it anew)`, () => {
    const path = join(folder, name)
    expect(existsSync(path) ? readFileSync(path, 'utf8') : 'missing').toBe(text)
  })
}

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jsonSchemaFiles } from '../contract/src/export/json-schemas.ts'

/** `npm run contract`: writes contract/json-schema anew after a change to the schemas. Read the diff before you commit it. */
const folder = join(import.meta.dirname, '../contract/json-schema')
mkdirSync(folder, { recursive: true })
for (const [name, text] of Object.entries(jsonSchemaFiles())) {
  writeFileSync(join(folder, name), text)
  process.stdout.write(`contract/json-schema/${name}\n`)
}

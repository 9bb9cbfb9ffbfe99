#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runOnNode24 } from '../../scripts/on-node-24.mjs'
import { Failure, findNode24, root } from '../../scripts/prepare.mjs'

/** Runs the command line on the Node of this product, whatever Node called it. Nothing is installed on the way. */
try {
  if (!existsSync(join(root, 'node_modules/.package-lock.json')) || !findNode24()) {
    throw new Failure(
      `Sentra di ${root} belum disiapkan. Jalankan sekali di sana: npm start (atau npm ci).\n` +
        `Sentra in ${root} is not set up yet. Run there once: npm start (or npm ci).`,
    )
  }
  await runOnNode24(fileURLToPath(new URL('../src/main.ts', import.meta.url)), process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error instanceof Failure ? error.message : (error?.stack ?? error)}\n`)
  // As every command that could not even begin; for `verify` 1 would mean: do not accept this card.
  process.exit(2)
}

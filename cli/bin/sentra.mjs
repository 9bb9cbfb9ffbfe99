#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { fail, runOnNode24 } from '../../scripts/on-node-24.mjs'

/** Runs the command line on the Node of this product, whatever Node called it. */
try {
  await runOnNode24(fileURLToPath(new URL('../src/main.ts', import.meta.url)), process.argv.slice(2))
} catch (error) {
  fail(error)
}

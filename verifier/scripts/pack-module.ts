import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'

/**
 * Makes the npm package for gate systems in a folder: one bundle for Node, one for browsers, and the types.
 *
 *     node verifier/scripts/pack-module.ts <folder>        then `npm pack` or `npm publish` there
 *
 * It depends on nothing: our own packages are TypeScript and not published, and a gate wants one file.
 */
const repository = join(import.meta.dirname, '../..')
const source = join(repository, 'verifier/src/module/card-checker.ts')
const target = resolve(process.argv[2] ?? join(repository, 'verifier/dist/module'))

mkdirSync(target, { recursive: true })
await bundle('node.js', ['node'])
await bundle('browser.js', ['browser', 'import', 'default'])
writeTypes()
copyFileSync(join(repository, 'LICENSE'), join(target, 'LICENSE'))
copyFileSync(join(repository, 'docs/verifier.md'), join(target, 'README.md'))
writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)
process.stdout.write(`${target}\n`)

async function bundle(name: string, conditions: string[]): Promise<void> {
  const forNode = conditions.includes('node')
  await build({
    root: join(repository, 'verifier'),
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    resolve: { conditions },
    ssr: { noExternal: true, resolve: { conditions } },
    build: {
      outDir: target,
      emptyOutDir: false,
      target: forNode ? 'node22' : ['chrome94', 'firefox93', 'safari15.4'],
      minify: !forNode,
      ...(forNode ? { ssr: source } : { lib: { entry: source, formats: ['es'] } }),
      rolldownOptions: { output: { entryFileNames: name } },
    },
  })
}

/** What `tsc` says of that one file; its exports are written out there, so it stands alone. */
function writeTypes(): void {
  const tsc = join(repository, 'node_modules/typescript/bin/tsc')
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-b', join(repository, 'verifier')], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the types do not hold:\n${stdout}`)
  copyFileSync(
    join(repository, '.cache/types/verifier/src/module/card-checker.d.ts'),
    join(target, 'index.d.ts'),
  )
}

function manifest(): object {
  const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
    version: string
  }
  return {
    name: '@sentra/card-checker',
    version,
    description: 'Checks Sentra and national vaccination cards offline, for gate systems',
    license: 'Apache-2.0',
    type: 'module',
    types: './index.d.ts',
    exports: { '.': { types: './index.d.ts', node: './node.js', default: './browser.js' } },
    engines: { node: '>=22' },
    sideEffects: false,
  }
}

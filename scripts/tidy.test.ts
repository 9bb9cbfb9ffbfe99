import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { assert, describe, test } from 'vitest'

/** What a reviewer should not have to look for. Each rule has its reason in CONTRIBUTING.md or style. */
const root = join(import.meta.dirname, '..')
const ignored = ['node_modules', 'dist', '.cache', '.git', 'coverage', 'test-results']
const ignoredAtRoot = ['data', 'reports']
const files = globSync('**/*', {
  cwd: root,
  withFileTypes: true,
  exclude: ({ name, parentPath }) =>
    ignored.includes(name) || (ignoredAtRoot.includes(name) && resolve(root, parentPath) === root),
})
  .concat(globSync(['.npmrc', '.ci/*', '.github/**/*'], { cwd: root, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))

const code = files.filter((file) => /\.(ts|tsx|mjs|css|sql)$/.test(file))
const words = files.filter((file) =>
  /\.(ts|tsx|mjs|js|css|sql|md|json|ya?ml|html|svg|txt|npmrc|webmanifest)$|(^|\/)run$/.test(file),
)
const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** `file:line` of every line that matches. */
function places(among: string[], pattern: RegExp): string[] {
  return among.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
  )
}

test('the files are looked at', () => {
  assert.isAbove(code.length, 100)
  assert.includeMembers(
    words,
    ['README.md', '.npmrc', '.ci/run', 'package.json'].filter((file) => files.includes(file)),
  )
  assert.isFalse(files.some((file) => file.includes('node_modules')))
})

describe('domain decides from its arguments alone', () => {
  const rules = code.filter((file) => file.startsWith('domain/src/') && !file.includes('.test.'))
  test('no clock and no chance', () => {
    assert.deepEqual(places(rules, /Date\.now|new Date\(\)|Math\.random|performance\.now|crypto\./), [])
  })
  test('nothing from Node, from npm, or from an outer ring', () => {
    assert.deepEqual(places(rules, /(?:from|import\()\s*'(?!\.{1,2}\/|@sentra\/contract')/), [])
  })
})

test('a file is named for its idea: there is no utils', () => {
  assert.deepEqual(
    files.filter((file) => /(^|\/)(utils?|helpers?|misc|common)(\.|\/|$)/i.test(file)),
    [],
  )
})

test('a file fits in a head: under 400 lines (a stylesheet is a list, and may be longer)', () => {
  const long = code.filter((file) => !file.endsWith('.css') && read(file).split('\n').length >= 400)
  assert.deepEqual(long, [])
})

test('files are named in kebab-case', () => {
  assert.deepEqual(
    code.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)+$/.test(file.split('/').at(-1)!)),
    [],
  )
})

test('the text speaks of the product, not of the machine it was written on', () => {
  const here = ['/wo', 'rk/'].join('')
  assert.deepEqual(
    words.filter((file) => new RegExp(`(^|[\\s"'\`(=])${here}`, 'm').test(read(file))),
    [],
  )
})

test('packages come from the public registry by name, from no address', () => {
  const lock = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { resolved?: string; link?: boolean }>
  }
  const elsewhere = Object.entries(lock.packages).filter(
    ([, entry]) => !entry.link && entry.resolved && !entry.resolved.startsWith('https://registry.npmjs.org/'),
  )
  assert.deepEqual(elsewhere, [])
  assert.notMatch(read('.npmrc'), /registry|_auth/)
})

test('every NIK in the repository belongs to nobody: district 00, or serial 99xx', () => {
  const found = words
    .filter((file) => file !== 'package-lock.json')
    .flatMap((file) =>
      [...read(file).matchAll(/(?<![\w.])\d{16}(?!\w)/g)].map(([digits]) => ({ file, digits })),
    )
  assert.deepEqual(
    found.filter(({ digits }) => couldBelongToSomebody(digits)),
    [],
  )
})

function couldBelongToSomebody(digits: string): boolean {
  const province = Number(digits.slice(0, 2))
  const day = Number(digits.slice(6, 8))
  const month = Number(digits.slice(8, 10))
  const possible =
    province >= 11 &&
    province <= 96 &&
    (day > 40 ? day - 40 : day) <= 31 &&
    day > 0 &&
    month >= 1 &&
    month <= 12
  const serial = digits.slice(12)
  // No register gives serial 0000 or sixteen equal digits; tests of refusals use them.
  const never = serial === '0000' || /^(.)\1+$/.test(digits)
  const synthetic = digits.slice(4, 6) === '00' || serial.startsWith('99') || never
  return possible && !synthetic
}

test('a NIK that could be somebody’s is noticed', () => {
  const real = ['321503', '450190', '0001'].join('')
  assert.isTrue(couldBelongToSomebody(real))
  assert.isFalse(couldBelongToSomebody('3215004501900001'))
  assert.isFalse(couldBelongToSomebody('3215034501909901'))
})

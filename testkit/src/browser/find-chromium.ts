import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * A Chromium for tests: `CHROMIUM_PATH`, or one that is installed, or the one that comes with the
 * package @sparticuz/chromium (x64 Linux), which is unpacked once into `.cache/` of the repository with
 * its own libraries and fonts, so that a machine with nothing but Node can run the browser tests.
 */
export function findChromium(): Chromium {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (!existsSync(named))
      throw new Error(`CHROMIUM_PATH names ${named}, which does not exist. Correct it or unset it.`)
    return { path: named, env: {} }
  }
  const installed = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].flatMap(
    (name) => (process.env.PATH ?? '').split(delimiter).map((directory) => join(directory, name)),
  )
  const found = installed.find((candidate) => existsSync(candidate))
  return found ? { path: found, env: {} } : unpackedChromium()
}

export type Chromium = {
  path: string
  /** What its process needs besides the environment of this one. */
  env: Record<string, string>
}

function unpackedChromium(): Chromium {
  const remedy = 'Install Chromium (Debian: apt install chromium) or set CHROMIUM_PATH.'
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `no Chromium found, and none is packed for ${process.platform} ${process.arch}. ${remedy}`,
    )
  }
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'))
  const { version } = createRequire(import.meta.url)(join(dirname(dirname(entry)), 'package.json')) as {
    version: string
  }
  const directory = join(import.meta.dirname, `../../../.cache/chromium-${version}`)
  if (!existsSync(directory)) unpack(entry, directory, remedy)
  return {
    path: join(directory, 'chromium'),
    env: { LD_LIBRARY_PATH: join(directory, 'al2023/lib'), FONTCONFIG_PATH: join(directory, 'fonts') },
  }
}

/**
 * The package unpacks into the temporary directory of its process, where another user's or a half
 * written Chromium may lie. So it gets a temporary directory of its own, renamed when it is whole.
 */
function unpack(entry: string, directory: string, remedy: string): void {
  mkdirSync(dirname(directory), { recursive: true })
  const unfinished = mkdtempSync(`${directory}.unfinished-`)
  const source = `const { default: chromium } = await import(${JSON.stringify(pathToFileURL(entry).href)})
    await chromium.executablePath()`
  const unpacked = spawnSync(process.execPath, ['--input-type=module', '--eval', source], {
    // The variable makes it unpack its own libraries as well (NSS and friends).
    env: { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    encoding: 'utf8',
  })
  if (unpacked.status !== 0) {
    rmSync(unfinished, { recursive: true, force: true })
    throw new Error(
      `Chromium could not be unpacked: ${unpacked.stderr.trim() || unpacked.error?.message}. ${remedy}`,
    )
  }
  const fonts = join(unfinished, 'fonts/fonts.conf')
  const folders = `<dir>${join(directory, 'fonts')}</dir>\n  <dir>/usr/share/fonts</dir>\n  <cachedir>${join(directory, 'fonts-cache')}</cachedir>`
  const described = readFileSync(fonts, 'utf8').replace(/<dir>[\s\S]*<\/cachedir>/, folders)
  writeFileSync(fonts, described)
  try {
    renameSync(unfinished, directory)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(directory)) throw error // otherwise another test process was faster
  }
}

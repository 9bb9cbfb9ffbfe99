import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { makeTempDir } from '../files/temp-dir.ts'
import { type CameraFrame, toVideo } from './camera-video.ts'
import { type Chromium, findChromium } from './find-chromium.ts'

/**
 * A real browser, as a person at a desk in Karawang has it: Indonesian, Jakarta time.
 *
 * With `camera` its camera shows those frames (see camera-video.ts), and pages may use it without being asked.
 */
export async function launchBrowser(
  options: { camera?: CameraFrame[]; arguments?: string[] } = {},
): Promise<TestBrowser> {
  const found = findChromium()
  const directory = makeTempDir('browser')
  const camera: string[] = []
  if (options.camera) {
    const video = join(directory, 'camera.y4m')
    writeFileSync(video, toVideo(options.camera))
    camera.push(
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${video}`,
    )
  }
  const browser = await chromium.launch({
    executablePath: found.path,
    args: [...usualArguments, ...camera, ...(options.arguments ?? [])],
    env: environmentFor(found),
  })
  const openContext = (context: BrowserContextOptions = {}) =>
    browser.newContext({
      ...usualContext,
      ...(options.camera ? { permissions: ['camera'] } : {}),
      ...context,
    })
  return {
    browser,
    openContext,
    openPage: async (context) => (await openContext(context)).newPage(),
    close: async () => {
      await browser.close()
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** A browser with one profile that outlives it: open it, close it, and open it again on the same directory. */
export function openProfile(directory: string, context: BrowserContextOptions = {}): Promise<BrowserContext> {
  const found = findChromium()
  return chromium.launchPersistentContext(directory, {
    executablePath: found.path,
    args: usualArguments,
    env: environmentFor(found),
    ...usualContext,
    ...context,
  })
}

/** Root needs no-sandbox; a container often has a /dev/shm too small for a page with pictures. */
const usualArguments = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu']

function environmentFor({ env }: Chromium): Record<string, string> {
  return { ...(process.env as Record<string, string>), LANG: 'en_US.UTF-8', ...env }
}

export type TestBrowser = {
  browser: Browser
  /** A fresh profile. The defaults are Indonesian, Jakarta time, desktop width. */
  openContext(context?: BrowserContextOptions): Promise<BrowserContext>
  /** A page in a fresh profile. */
  openPage(context?: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

export const desktop = { width: 1280, height: 800 }
/** A cheap phone, upright. */
export const phone = { width: 360, height: 740 }
const usualContext = { locale: 'id-ID', timezoneId: 'Asia/Jakarta', viewport: desktop }

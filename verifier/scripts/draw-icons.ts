import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchBrowser } from '@sentra/testkit'

/** Draws `public/icon-*.png` from `public/icon.svg`: some phones install no page without them. */
const directory = join(import.meta.dirname, '../public')
const svg = readFileSync(join(directory, 'icon.svg'), 'utf8')
const browser = await launchBrowser()
for (const side of [192, 512]) {
  const page = await browser.openPage({ viewport: { width: side, height: side } })
  await page.setContent(
    `<style>html, body { margin: 0 } svg { display: block; width: ${side}px }</style>${svg}`,
  )
  writeFileSync(join(directory, `icon-${side}.png`), await page.screenshot({ type: 'png' }))
}
await browser.close()

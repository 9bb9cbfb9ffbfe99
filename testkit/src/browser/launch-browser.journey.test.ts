import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { qrFrame } from './camera-video.ts'
import { launchBrowser, phone, type TestBrowser } from './launch-browser.ts'

let browser: TestBrowser
let address: string
const server = createServer((_, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end('<!doctype html><title>Meja</title><h1>Selamat pagi</h1>')
})

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://localhost:${(server.address() as AddressInfo).port}/`
  browser = await launchBrowser({ camera: [qrFrame(checkered(21))] })
})
afterAll(async () => {
  await browser.close()
  server.close()
})

test('a page opens at phone width, in Indonesian, in Jakarta', async () => {
  const page = await browser.openPage({ viewport: phone })
  await page.goto(address)
  assert.equal(await page.textContent('h1'), 'Selamat pagi')
  const seen = await page.evaluate(
    `[navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone, innerWidth, isSecureContext]`,
  )
  assert.deepEqual(seen, ['id-ID', 'Asia/Jakarta', 360, true])
})

test('letters are drawn: the packed fonts are found', async () => {
  const page = await browser.openPage()
  await page.goto(address)
  const widths = await page.evaluate(`['iii', 'WWW'].map((text) => {
    const pen = document.createElement('canvas').getContext('2d')
    pen.font = '40px sans-serif'
    return pen.measureText(text).width
  })`)
  const [narrow, wide] = widths as [number, number]
  assert.isAbove(narrow, 10)
  assert.isAbove(wide, narrow * 2)
})

test('the camera shows the picture it was given', async () => {
  const page = await browser.openPage()
  await page.goto(address)
  const greys = await page.evaluate(`(async () => {
    const video = document.createElement('video')
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 } })
    await video.play()
    const canvas = new OffscreenCanvas(640, 480)
    const pen = canvas.getContext('2d')
    pen.drawImage(video, 0, 0)
    const at = (x, y) => pen.getImageData(x, y, 1, 1).data[1]
    return [video.videoWidth, video.videoHeight, at(5, 5), at(320, 240), at(320 + 16, 240)]
  })()`)
  const [width, height, corner, middle, beside] = greys as [number, number, number, number, number]
  assert.deepEqual([width, height], [640, 480])
  assert.isAbove(corner, 200)
  assert.isBelow(middle, 60)
  assert.isAbove(beside, 200)
})

function checkered(side: number): boolean[][] {
  return Array.from({ length: side }, (_, y) => Array.from({ length: side }, (__, x) => (x + y) % 2 === 0))
}

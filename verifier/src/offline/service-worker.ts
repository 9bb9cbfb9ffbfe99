/**
 * Keeps the whole page on the phone, so that it opens in flight mode after one visit.
 *
 * Everything is installed at once and checked by hash, or nothing is. What is not part of the page
 * (trust bundle, status lists) is left to the page. A new version waits until the old one is closed:
 * a check in progress never loses its files.
 */
declare const __VERSION__: string
declare const __FILES__: readonly PageFile[]
/** The QR reader's wasm, deflated by the build and as it is. The phone keeps it deflated either way. */
declare const __READER__: { packed: PageFile; unpacked: PageFile }
type PageFile = { path: string; integrity: string }

/** The few parts of the worker's world that are used; the full types clash with those of a page. */
type Waiting = Event & { waitUntil(work: Promise<unknown>): void }
type Fetching = Event & { request: Request; respondWith(answer: Promise<Response>): void }
const worker = globalThis as unknown as {
  registration: { scope: string }
  clients: { claim(): Promise<void> }
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void
}

const scope = worker.registration.scope
const family = `sentra-verifier ${scope} `
const cacheName = family + __VERSION__
const page = new URL('./index.html', scope).href
const kept = new Set([...__FILES__, __READER__.packed].map(({ path }) => new URL(path, scope).href))

worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(activate()))
worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  const address = request.url.split(/[?#]/)[0]!
  if (request.mode === 'navigate' && (address === scope || address === page))
    event.respondWith(fromCache(page))
  else if (kept.has(address)) event.respondWith(fromCache(address))
})

async function install(): Promise<void> {
  const cache = await caches.open(cacheName)
  await Promise.all([cache.addAll(__FILES__.map(asked)), installReader(cache)])
}

/** The largest part by far: fetched as it is from a server that packs it better than deflate does. */
async function installReader(cache: Cache): Promise<void> {
  const { packed, unpacked } = __READER__
  if (!(await arrivesInBrotli(unpacked))) return cache.add(asked(packed))
  const { body } = await fetch(asked(unpacked))
  if (!body) throw new Error('the QR reader came without a body')
  const deflated = new Response(body.pipeThrough(new CompressionStream('deflate')))
  await cache.put(new URL(packed.path, scope), deflated)
}

async function arrivesInBrotli({ path }: PageFile): Promise<boolean> {
  if (!('CompressionStream' in globalThis)) return false
  const { ok, headers } = await fetch(new URL(path, scope), { method: 'HEAD' })
  return ok && headers.get('content-encoding') === 'br'
}

/** Not what the browser's own cache remembers, and only if it is what the build made. */
function asked({ path, integrity }: PageFile): Request {
  return new Request(new URL(path, scope), { integrity, cache: 'no-cache' })
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(family) && name !== cacheName) await caches.delete(name)
  }
  await worker.clients.claim()
}

async function fromCache(address: string): Promise<Response> {
  const cache = await caches.open(cacheName)
  return (await cache.match(address)) ?? fetch(address)
}

export {}

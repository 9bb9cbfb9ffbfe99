/**
 * A gate that opens by itself: a scanner types the text of a QR and Enter, a line of JSON goes out.
 *
 *   node verifier/examples/gate.ts https://hub.example.id        (on Node 24)
 *
 * Everything is decided here. The hub is asked for its public files at the start and every quarter of an
 * hour, whole and whoever was checked; with the hub gone the gate goes on with what it has. Nothing about
 * a card is kept or sent.
 */
import { createInterface } from 'node:readline'
import { verdictWords, verifyCard } from '@sentra/card'
import { type GetFile, refreshTrust } from '@sentra/verifier/trust/refresh-trust'
import { loadTrust } from '@sentra/verifier/trust/trust-in-hand'
import { memoryStore } from '@sentra/verifier/trust/trust-store'

const hub = process.argv[2]
if (!hub) throw new Error('usage: node gate.ts <address of the hub or of any server with its public files>')

// In memory: a gate that starts with no network checks nothing. A store with files in it is as short.
const store = memoryStore()
const refreshEveryMs = 15 * 60_000

await refreshTrust(store, fromServer(hub), () => new Date())
const timer = setInterval(() => void refreshTrust(store, fromServer(hub), () => new Date()), refreshEveryMs)

for await (const text of createInterface({ input: process.stdin })) {
  const { trust, lists } = await loadTrust(store)
  if (!trust) {
    say({ open: false, why: 'no trust data yet: let this gate reach the hub once' })
    continue
  }
  const verdict = await verifyCard(text, { trust, statusLists: lists, now: new Date() })
  const genuine = verdict.kind === 'valid-local' || verdict.kind === 'valid-national'
  say({
    open: genuine && !verdict.trustStale,
    verdict: verdict.kind,
    reason: verdict.reason,
    // Old lists turn nobody away; whether they are good enough at this door is for its owner to say.
    statusKnown: verdict.statusKnown,
    statusAsOf: verdict.statusAsOf,
    words: verdictWords(verdict).title,
    // To compare with the identity card, on the screen at the gate. Do not log these.
    holder: verdict.card && { name: verdict.card.fullName, birthDate: verdict.card.birthDate },
  })
}
clearInterval(timer)

function say(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}

function fromServer(address: string): GetFile {
  return async (path, etag) => {
    try {
      const response = await fetch(new URL(path, address.endsWith('/') ? address : `${address}/`), {
        headers: etag ? { 'if-none-match': etag } : {},
        signal: AbortSignal.timeout(20_000),
      })
      if (response.status === 304) return 'unchanged'
      if (!response.ok) return null
      return { bytes: new Uint8Array(await response.arrayBuffer()), etag: response.headers.get('etag') }
    } catch {
      return null
    }
  }
}

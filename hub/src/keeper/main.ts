import { createInterface } from 'node:readline'
import { signerFromKey } from '@sentra/card/issue'
import { openKeyStore } from '../issue/key-store.ts'
import { keysPassphrase } from '../issue/passphrase.ts'
import { cardKeys, type KeeperAnswer, type KeeperHello, type KeeperRequest } from './keeper-words.ts'

/**
 * The key keeper: a process of its own that holds the private keys of cards and signs what the hub asks for. The
 * hub, which strangers talk to, never has them in its memory.
 *
 *     node main.ts <data folder of the hub> [--may-make]
 */
const [dataDir, mayMake] = process.argv.slice(2)
if (!dataDir) throw new Error('the key keeper needs the data folder of its hub')
const { root, generations, dates } = openKeyStore(
  dataDir,
  mayMake === '--may-make',
  keysPassphrase(dataDir, process.env).text,
)
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const byPoint = new Map(
  [...(root ? [root] : []), ...cardKeys.flatMap((name) => generations[name])].map((key) => {
    const signer = signerFromKey(key)
    return [base64(signer.publicKey), signer] as const
  }),
)
const pointsOf = (name: (typeof cardKeys)[number]) =>
  generations[name].map((key) => base64(signerFromKey(key).publicKey))
const hello: KeeperHello = {
  keys: {
    root: root ? base64(signerFromKey(root).publicKey) : null,
    'site-authority': pointsOf('site-authority'),
    'document-signer': pointsOf('document-signer'),
    'status-signer': pointsOf('status-signer'),
  },
  dates,
}
const say = (words: KeeperHello | KeeperAnswer) => process.stdout.write(`${JSON.stringify(words)}\n`)
say(hello)
for await (const line of createInterface({ input: process.stdin })) {
  const { id, key, bytes } = JSON.parse(line) as KeeperRequest
  const signer = byPoint.get(key)
  say(
    signer
      ? { id, signature: base64(signer.sign(Buffer.from(bytes, 'base64'))) }
      : { id, refused: 'unknown-key' },
  )
}

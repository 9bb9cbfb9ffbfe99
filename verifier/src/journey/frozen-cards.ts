import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Files } from './static-server.ts'

const folder = join(import.meta.dirname, '../../../fixtures/cards')

/** When the frozen cards were checked, and must be checked again. */
export const frozenMoment = new Date('2021-08-05T03:00:00.000Z')

/** A card of `fixtures/cards/valid`: the same bytes in every run, unlike those made anew for a test. */
export function frozenCard(name: 'local' | 'local-longest' | 'national'): string {
  return (readJson(`valid/${name}.json`) as { text: string }).text
}

/** The trust of the frozen cards as a hub would serve it. */
export function frozenTrust(): Files {
  const { rootPublicKey, bundles, statusLists } = readJson('trust.json') as {
    rootPublicKey: string
    bundles: { trust: string }
    statusLists: Record<string, string>
  }
  const names = Object.keys(statusLists).map((listId, index) => ({ listId, file: `list-${index}.cwt` }))
  return {
    'trust/root.json': encode({ rootPublicKey }),
    'trust/bundle.cwt': decode(bundles.trust),
    'status/index.json': encode({ lists: names }),
    ...Object.fromEntries(
      names.map(({ listId, file }) => [`status/${file}`, decode(statusLists[listId]!)] as const),
    ),
  }
}

const readJson = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'))
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const decode = (text: string) => Uint8Array.from(Buffer.from(text, 'base64url'))

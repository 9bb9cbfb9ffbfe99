import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { verifyCard } from '@sentra/card'
import { exportSmartHealthCard } from '@sentra/card/smart-health-card'
import type { NationalCardContents } from '@sentra/contract'
import { type Refusal, refuse } from '@sentra/domain'
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer'
import type { HubIdentity } from '../issue/hub-identity.ts'
import type { Database } from '../store/database.ts'
import { ownTrust } from './own-local-card.ts'
import { svgOfModules } from './qr-svg.ts'

/** A national card once more, as the wallets of phones read it (SMART Health Card). */
export interface WalletCard {
  /** What a `.smart-health-card` file holds. */
  readonly file: { readonly verifiableCredential: readonly [string] }
  /** `shc:/` and digits. */
  readonly text: string
  /** The same as a QR: its digits in numeric mode, as the standard asks, so that a phone can read it. */
  readonly qrSvg: string
}

/**
 * The wallet form of a national card, for whoever holds the card: its whole signed text is the secret. A card
 * that was never handed over, that was made void, or that is not ours gets the same answer as nonsense.
 *
 * Nothing changes by asking, and nothing is kept: the same card may be exported as often as its holder likes.
 */
export async function exportForWallet(
  parts: { database: Database; identity: HubIdentity; now: Date; issuer: string },
  nationalCardText: string,
): Promise<WalletCard | Refusal<'card-not-accepted'>> {
  const { database, identity, now, issuer } = parts
  const text = nationalCardText.trim()
  const trust = await ownTrust(database, identity, now)
  const { card, kind } = await verifyCard(text, { trust, statusLists: new Map(), now })
  if (card?.kind !== 'national' || kind === 'expired' || !(await isInSomebodysHand(database, card, text)))
    return refuse('card-not-accepted', { field: 'nationalCardText' })
  const made = await exportSmartHealthCard(card, { issuer }, identity.documentSigner)
  return {
    file: { verifiableCredential: [made.jws] },
    text: made.text,
    qrSvg: await numericQr(made.text),
  }
}

/** Minted here, handed over, not withdrawn: by its own words, and by its place in the status list. */
async function isInSomebodysHand(
  database: Database,
  card: NationalCardContents,
  text: string,
): Promise<boolean> {
  if (card.statusList === undefined || card.statusIndex === undefined) return false
  const [known] = await database.query(
    `SELECT 1 FROM minted_cards m
     JOIN cards_national n ON n.site_id = m.site_id AND n.national_card_id = m.national_card_id
     WHERE m.status_list = $1 AND m.issued_at = $2 AND m.status_index = $3 AND m.text = $4 AND n.state = 'collected'
       AND NOT EXISTS (SELECT 1 FROM card_status s WHERE s.list_id = $1 AND s.status_index = $3)`,
    [card.statusList, card.issuedAt, card.statusIndex, text],
  )
  return known !== undefined
}

/** One QR of a byte segment and a numeric one; our usual drawer knows one segment only. */
async function numericQr(text: string): Promise<string> {
  if (!writerIsReady) {
    // Its own way is to fetch the program from a server; this one lies in the package.
    const wasm = createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm')
    prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } })
    writerIsReady = true
  }
  const { symbol, error } = await writeBarcode(text, { format: 'QRCode', ecLevel: 'L' })
  if (error || !symbol) throw new Error(`a wallet card fits no QR: ${error}`)
  const { data, width } = symbol
  return svgOfModules(width, (x, y) => data[y * width + x] === 0)
}

let writerIsReady = false

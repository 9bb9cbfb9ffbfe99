import { writeFileSync } from 'node:fs'
import type { Text } from '@sentra/contract'
import type { Command } from 'commander'
import { fileToWrite } from '../places.ts'
import { TellPerson } from '../tell-person.ts'
import { readCardText } from '../verify/read-card-text.ts'

/** `sentra card …`: for a person who holds a card. */
export function addCardCommands(program: Command): void {
  program
    .command('card')
    .description('Kartu di tangan · A card in the hand')
    .command('export')
    .description('Kartu nasional untuk dompet ponsel · A national card for the wallet of a phone')
    .argument(
      '<card>',
      'gambar atau berkas teks, teks HC1:…, atau - · picture or text file, the text HC1:…, or -',
    )
    .requiredOption(
      '--shc <file>',
      'tulis SMART Health Card ke berkas ini · write the SMART Health Card to this file',
    )
    .requiredOption(
      '--hub <address>',
      'alamat hub yang menandatanganinya · address of the hub, which signs it',
    )
    .option('--qr <file>', 'tulis juga QR-nya sebagai SVG · also write its QR as SVG')
    .addHelpText('after', example)
    .action(async (card: string, options: { shc: string; hub: string; qr?: string }) => {
      fileToWrite(options.shc)
      if (options.qr) fileToWrite(options.qr)
      const wallet = await askHub(options.hub, await readCardText(card))
      // Whoever has the file has the card: for its owner alone.
      writeFileSync(options.shc, `${JSON.stringify(wallet.file)}\n`, { mode: 0o600 })
      if (options.qr) writeFileSync(options.qr, wallet.qrSvg, { mode: 0o600 })
      process.stdout.write(`${wallet.text}\n`)
    })
}

interface WalletCard {
  readonly file: { readonly verifiableCredential: readonly string[] }
  readonly text: string
  readonly qrSvg: string
}

/** Only the hub has the key. The card goes in the body, over https or on this machine alone. */
async function askHub(hub: string, nationalCardText: string): Promise<WalletCard> {
  const address = URL.canParse('/v1/wallet-cards', hub) ? new URL('/v1/wallet-cards', hub) : undefined
  const isPrivate =
    address?.protocol === 'https:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(address?.hostname ?? '')
  if (!address || !isPrivate) throw new TellPerson(noAddress)
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ nationalCardText }),
    // Not to wherever the address sends it on to.
    redirect: 'error',
    signal: AbortSignal.timeout(30_000),
  }).catch(() => undefined)
  if (!response) throw new TellPerson(noAnswer)
  const answer = (await response.json().catch(() => ({}))) as WalletCard & { error?: string; message?: Text }
  if (response.ok) return answer
  throw new TellPerson(answer.error === 'card-not-accepted' ? notAccepted : (answer.message ?? noAnswer))
}

const noAddress = {
  id: '--hub harus alamat https, misalnya https://hub.example: kartu tidak dikirim tanpa sandi.',
  en: '--hub must be an https address such as https://hub.example: no card is sent in the clear.',
}
const noAnswer = {
  id: 'Hub tidak menjawab. Periksa alamatnya dan sambungan, lalu coba lagi.',
  en: 'The hub does not answer. Check its address and the connection, then try again.',
}
const notAccepted = {
  id: 'Ini bukan kartu nasional yang sudah diserahkan oleh hub itu dan masih berlaku. Kartu lokal ditukar dahulu di /exchange.',
  en: 'This is no national card that this hub handed over and that still counts. Exchange a local card first, at /exchange.',
}

const example = `
Contoh · Example:
  sentra card export card.png --hub https://hub.example --shc card.smart-health-card --qr card.svg`

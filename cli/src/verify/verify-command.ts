import { homedir } from 'node:os'
import { join } from 'node:path'
import { ticketPrefix, verifyCard } from '@sentra/card'
import { loadTrust } from '@sentra/verifier/trust/trust-in-hand'
import type { Command } from 'commander'
import { TellPerson } from '../tell-person.ts'
import { fileTrustStore } from './file-trust-store.ts'
import { inspectionLines, inspectOne } from './inspect-command.ts'
import { inspectLines, readMoment } from './inspect-lines.ts'
import { readCardText } from './read-card-text.ts'
import { takeTrust } from './take-trust.ts'
import { verdictLines } from './verdict-lines.ts'

/**
 * `sentra verify`: is this card genuine, and does it still count?
 *
 * The same pinned root, the same refusal of older files and the same verdict as the verifier in a
 * browser. Exit code 0: accept it; 1: do not; 2: could not be checked. It tells no server which card it is.
 */
export function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .description('Periksa kartu vaksinasi, tanpa jaringan · Check a vaccination card, offline')
    .argument(
      '[card]',
      'file gambar atau teks, teks HC1:…, atau - · picture or text file, the text HC1:…, or - for standard input',
    )
    .option(
      '--trust <source>',
      'alamat hub, folder, atau berkas · address of a hub, folder or file with trust bundle and lists',
    )
    .option('--status <source>', 'daftar status: folder atau alamat · status lists: folder or address')
    .option('--store <folder>', 'tempat menyimpan kepercayaan · where trust is kept', defaultStore())
    .option(
      '--at <instant>',
      'periksa seperti pada saat itu · check as of then, for example 2021-08-05T03:00:00Z',
      readInstant,
    )
    .option('--json', 'hasil sebagai JSON · the verdict as JSON')
    .option('--steps', 'hasil setiap langkah · the result of each step')
    .option('--cert <file>', 'sertifikat X.509 penanda tangan · X.509 certificate of the signer (DER or PEM)')
    .option('--lines', 'satu kasus JSON per baris dari masukan · one JSON case per line of standard input')
    .addHelpText('after', example)
    .action(async (card: string | undefined, options: Options) => {
      const store = fileTrustStore(options.store)
      for (const source of [options.trust, options.status]) {
        if (source) await takeTrust(store, source, options.store)
      }
      const { trust, lists, fingerprint } = await loadTrust(store)
      const hand = { trust, statusLists: lists, at: options.at ?? new Date() }
      if (options.lines) {
        await inspectLines(process.stdin, hand, (line) => process.stdout.write(`${line}\n`))
        return
      }
      if (card === undefined) throw new TellPerson(noCard)
      if (options.steps || options.cert) {
        const seen = await inspectOne(await readCardText(card), options.cert, hand)
        const lines = options.json ? [JSON.stringify(seen)] : inspectionLines(seen)
        process.stdout.write(`${lines.join('\n')}\n`)
        process.exitCode = exitCodeOf(seen.verdict, seen.reason)
        return
      }
      if (!trust) {
        throw new TellPerson({
          id: 'Belum ada daftar kepercayaan. Jalankan sekali dengan --trust <alamat hub atau folder>.',
          en: 'There is no trust bundle yet. Run once with --trust <address of a hub, or a folder>.',
        })
      }
      const text = await readCardText(card)
      if (!options.json && !text.startsWith('HC1:') && !text.startsWith(ticketPrefix))
        throw new TellPerson(notACard)
      const verdict = await verifyCard(text, { trust, statusLists: lists, now: options.at ?? new Date() })
      const lines = options.json ? [JSON.stringify(verdict, null, 2)] : verdictLines(verdict, fingerprint)
      process.stdout.write(`${lines.join('\n')}\n`)
      process.exitCode = exitCodeOf(verdict.kind, verdict.reason)
    })
}

/** What is no card at all was not checked: that is another thing than a false one. */
function exitCodeOf(verdict: string, reason: string): number {
  if (reason === 'not-a-card') return 2
  return verdict.startsWith('valid') ? 0 : 1
}

type Options = {
  trust?: string
  status?: string
  store: string
  at?: Date
  json?: boolean
  steps?: boolean
  cert?: string
  lines?: boolean
}

const noCard = {
  id: 'Beri sebuah kartu: gambar, berkas teks, teks HC1:…, atau - untuk masukan.',
  en: 'Give a card: a picture, a text file, the text HC1:…, or - for standard input.',
}

const notACard = {
  id: 'Di sini tidak ada kartu vaksinasi: teks kartu dimulai dengan HC1:. Beri QR pada kartu, sebagai foto atau teks.',
  en: 'There is no vaccination card in this: the text of one begins with HC1:. Give the QR on the card, as photo or text.',
}

const example = `
Contoh · Examples:
  sentra verify card.png --trust http://localhost:8090
  sentra verify 'HC1:6BF…'
  sentra verify card.txt --trust /media/usb/sentra --json
  sentra verify --json --steps --cert signer.der --at 2021-06-01T10:00:00Z -
  sentra verify --lines < cases.ndjson`

function readInstant(text: string): Date {
  const date = readMoment(text)
  if (date) return date
  throw new TellPerson({
    id: `--at "${text}" bukan waktu. Tulis seperti 2021-08-05T03:00:00Z.`,
    en: `--at "${text}" is no moment. Write it like 2021-08-05T03:00:00Z.`,
  })
}

function defaultStore(): string {
  return process.env.SENTRA_VERIFIER_STORE ?? join(homedir(), '.sentra/verifier')
}

import { networkInterfaces } from 'node:os'
import type { Credential } from './server-process.ts'
import type { Settings } from './settings.ts'
import { inWords } from './words.ts'

/** What a person sees when everything runs: where to go, who may sign in, how to stop. */
export function runningScreen(settings: Settings, credentials: Credential[], secure?: SecureAddress): string {
  const lines = ['', inWords({ id: 'Sentra berjalan.', en: 'Sentra is running.' }), '']
  const addresses = [
    [
      inWords({ id: 'Sentra vaksinasi (semua meja)', en: 'The vaccination centre (all desks)' }),
      `${settings.sitePort}/`,
    ],
    [inWords({ id: 'Server nasional', en: 'The national hub' }), `${settings.hubPort}/`],
    [
      inWords({ id: 'Periksa kartu (siapa saja)', en: 'Check a card (anybody)' }),
      `${settings.hubPort}/verify/`,
    ],
  ] as const
  for (const [title, place] of addresses) {
    lines.push(`  ${title}`, ...hosts().map((host) => `    http://${host}:${place}`))
  }
  if (secure) lines.push(...secureLines(settings, secure))
  lines.push('', ...credentialLines(credentials))
  lines.push(`  ${inWords({ id: 'Data', en: 'Data' })}: ${settings.dataDir}`)
  lines.push(`  ${inWords({ id: 'Berhenti dengan Ctrl-C.', en: 'Stop with Ctrl-C.' })}`, '')
  return lines.join('\n')
}

/** Where the site serves https, and the fingerprint of the root that a tablet must trust for it. */
export type SecureAddress = { port: number; addresses: string[]; fingerprint: string }

function secureLines(settings: Settings, secure: SecureAddress): string[] {
  const { addresses } = secure
  const first = addresses[0] ?? 'localhost'
  return [
    `  ${inWords({ id: 'Tablet dengan kamera', en: 'Tablets with a camera' })}`,
    ...['localhost', ...addresses].map((host) => `    https://${host}:${secure.port}/`),
    `    ${inWords({ id: 'sekali pada tiap tablet, sebelumnya', en: 'once on each tablet, before that' })}: http://${first}:${settings.sitePort}/trust-this-site`,
    `    ${inWords({ id: 'sidik jari', en: 'fingerprint' })} ${secure.fingerprint}`,
  ]
}

/** This machine as itself and as the tablets on its network know it. */
function hosts(): string[] {
  const onTheNetwork = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((address) => address.family === 'IPv4' && !address.internal)
    .map((address) => address.address)
  return ['localhost', ...onTheNetwork]
}

/** Who can sign in; nothing when there is nothing new to show. */
export function credentialLines(credentials: Credential[]): string[] {
  if (credentials.length === 0) return []
  const headings: Credential = {
    where: inWords({ id: 'di', en: 'at' }),
    who: inWords({ id: 'nama masuk', en: 'sign in as' }),
    role: inWords({ id: 'peran', en: 'role' }),
    pin: inWords({ id: 'PIN / kata sandi', en: 'PIN / password' }),
  }
  const rows = [headings, ...credentials]
  const width = (key: keyof Credential) => Math.max(...rows.map((row) => String(row[key]).length))
  const table = rows.map(
    (row) =>
      `    ${row.where.padEnd(width('where'))}  ${row.who.padEnd(width('who'))}  ${row.role.padEnd(width('role'))}  ${row.pin}`,
  )
  const title = inWords({
    id: 'Yang dapat masuk. Ditampilkan sekali ini saja dan tidak disimpan: catat sekarang.',
    en: 'Who can sign in. Shown this once and stored nowhere: write it down now.',
  })
  return [`  ${title}`, ...table, '']
}

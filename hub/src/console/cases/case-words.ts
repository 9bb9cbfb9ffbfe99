import type { Text } from '@sentra/contract'

/**
 * What happened, for people in both languages. A case keeps its sentence as the hub wrote it on the day; here is each
 * of those sentences with its Indonesian one, so that cases of earlier builds speak both as well. A sentence that
 * stands nowhere in this list is shown as it is.
 */
export function caseWords(summary: string): Text {
  for (const { pattern, id } of sentences) {
    const found = pattern.exec(summary)
    if (!found) continue
    const values = found.groups ?? {}
    return {
      id: id.replace(/\{(\w+)\}/g, (_, name: string) => inIndonesian(values[name] ?? '')),
      en: summary,
    }
  }
  return { id: summary, en: summary }
}

/** For a search: the English sentences, as SQL patterns, whose Indonesian one has these words. */
export function patternsFor(words: string): string[] {
  return written
    .filter(([, indonesian]) => indonesian.toLowerCase().includes(words.toLowerCase()))
    .map(([english]) => english.replace(/[\\%_]/g, '\\$&').replace(/\{\w+\}/g, '%'))
}

/** Of the sentence, what is a sentence or a word itself. */
function inIndonesian(value: string): string {
  return values[value] ?? value
}

const values: Readonly<Record<string, string>> = {
  'on the page for people': 'di halaman untuk umum',
  number: 'nomor',
  'No dose is recorded for it.': 'Tidak ada dosis yang tercatat untuknya.',
  'It names an outage that was not on.': 'Ia menyebut gangguan yang tidak berlangsung.',
  'The dose has a live local card already.': 'Dosis ini sudah punya kartu lokal yang berlaku.',
  'The national card of the dose was collected already.': 'Kartu nasional dosis ini sudah diambil.',
  'Its status index was never given to this site.':
    'Nomor statusnya tidak pernah diberikan kepada sentra ini.',
  ' The site is quarantined until it is enrolled anew with the next epoch.':
    ' Sentra dikarantina sampai didaftarkan lagi dengan epoch berikutnya.',
}

const written: readonly (readonly [english: string, indonesian: string])[] = [
  [
    'Two people came with one {kind}: name and birth date both differ. Each has a record; compare the documents.',
    'Dua orang datang dengan satu {kind}: nama dan tanggal lahirnya berbeda. Masing-masing punya catatan; bandingkan dokumennya.',
  ],
  [
    'A second record names a dose that is recorded already. The first one stands.',
    'Catatan kedua menyebut dosis yang sudah tercatat. Yang pertama tetap berlaku.',
  ],
  [
    'Dose {dose} was recorded before for this person ({earlier}). Both doses are kept; no second national card is made until somebody has looked.',
    'Dosis {dose} sudah tercatat untuk orang ini ({earlier}). Kedua dosis disimpan; kartu nasional kedua tidak dibuat sebelum ada yang memeriksa.',
  ],
  [
    'No national card: the product {product} has no codes for a card. Add it to the product list.',
    'Tidak ada kartu nasional: produk {product} tidak punya kode untuk kartu. Tambahkan ke daftar produk.',
  ],
  [
    'Name or birth date was corrected after the national card was handed over. Make that card void at its site; a new one follows.',
    'Nama atau tanggal lahir dibetulkan sesudah kartu nasional diserahkan. Batalkan kartu itu di sentranya; kartu baru menyusul.',
  ],
  ['Local card {serial} is suspended. {problem}', 'Kartu lokal {serial} ditangguhkan. {problem}'],
  [
    'Local card {serial} names an outage that the same person declared. It stays good; ask the site who was there, and look at the other cards of this outage.',
    'Kartu lokal {serial} menyebut gangguan yang dinyatakan oleh orang yang sama. Kartu tetap berlaku; tanyakan kepada sentra siapa yang bertugas, dan periksa kartu lain dari gangguan ini.',
  ],
  [
    'An exchange names a local card this dose never had.',
    'Sebuah penukaran menyebut kartu lokal yang tidak pernah dimiliki dosis ini.',
  ],
  [
    'Local card {serial} was exchanged a second time, or was not live. The first exchange stands.',
    'Kartu lokal {serial} ditukar untuk kedua kalinya, atau tidak berlaku. Penukaran pertama tetap berlaku.',
  ],
  [
    'This site reports an exchange of a card of {site} that the hub never granted.',
    'Sentra ini melaporkan penukaran kartu dari {site} yang tidak pernah disetujui server pusat.',
  ],
  [
    'The national card was handed over while local card {serial} is live. Ask for the local card.',
    'Kartu nasional diserahkan padahal kartu lokal {serial} masih berlaku. Minta kartu lokalnya.',
  ],
  [
    'A national card was handed over that was not waiting for it.',
    'Kartu nasional yang diserahkan bukan kartu yang menunggu diserahkan.',
  ],
  [
    'A card was made void by one person alone. It stands.',
    'Kartu dibatalkan oleh satu orang saja. Kartu itu tetap berlaku.',
  ],
  [
    'A card was made void that was not live: it was exchanged elsewhere, or never was.',
    'Kartu yang dibatalkan tidak berlaku: sudah ditukar di tempat lain, atau tidak pernah ada.',
  ],
  [
    'Event {seq} ({type}) is in the journal and could not be brought into the registry.',
    'Kejadian {seq} ({type}) ada di jurnal dan tidak dapat dimasukkan ke registri.',
  ],
  [
    'Record {seq} was refused: {reason}. It is kept as it came; append a correction at the site.',
    'Catatan {seq} ditolak: {reason}. Disimpan seperti adanya; catat pembetulannya di sentra.',
  ],
  [
    'Local card {serial} was presented again {where} after it had been exchanged. The first exchange stands.',
    'Kartu lokal {serial} ditunjukkan lagi {where} sesudah ditukar. Penukaran pertama tetap berlaku.',
  ],
  [
    'The site sent another history from record {from} on (epoch {epoch}): a restored or cloned laptop. Both are kept, nothing more is taken. Join them with "sentra site restore", or lift the quarantine once the other copy is switched off.',
    'Sentra mengirim riwayat lain mulai catatan {from} (epoch {epoch}): laptop yang dipulihkan atau disalin. Keduanya disimpan, tidak ada lagi yang diterima. Gabungkan dengan "sentra site restore", atau akhiri karantina sesudah salinan lain dimatikan.',
  ],
  [
    'Reported stolen: {devices}. {suspended} places without a reported card are suspended, {good} reported cards stay good.{quarantined} Close this when the people of the suspended cards were served.',
    'Dilaporkan dicuri: {devices}. {suspended} nomor tanpa kartu yang dilaporkan ditangguhkan, {good} kartu yang dilaporkan tetap berlaku.{quarantined} Tutup kasus ini bila pemegang kartu yang ditangguhkan sudah dilayani.',
  ],
]

/** `{name}` stands for whatever is there that day, as little of it as fits. */
const sentences = written.map(([english, id]) => ({
  id,
  pattern: new RegExp(
    `^${english.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>.*?)`)}$`,
  ),
}))

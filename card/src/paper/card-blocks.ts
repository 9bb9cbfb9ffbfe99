import type { CardSheet } from './card-paper.ts'
import type { Sheet } from './sheet.ts'

/**
 * The parts both card sizes are put together from. A local card has a white band, a dashed border and
 * a stub; a national card a dark band and a solid border: told apart across a desk, and on a printer
 * without colour.
 */
export function drawCardBand(sheet: Sheet, { card, words }: CardSheet, width: number, height: number): void {
  const national = card.kind === 'national'
  const color = national ? '#ffffff' : '#000000'
  sheet.rectangle(0, 0, width, height, national ? '#0b3d5c' : '#ffffff')
  const size = height * 1.15
  const below = sheet.text(3, height * 0.1, width - 6, words.title.id.toUpperCase(), {
    size,
    weight: 'bold',
    color,
  })
  sheet.text(3, below - height * 0.04, width - 6, words.title.en, { size: size * 0.62, color })
  if (!national) sheet.rectangle(3, height, width - 6, 0.35, '#000000')
}

export interface WordsBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Point size of the words when there is room; a long name with three doses is set smaller. */
  readonly size: number
}

/** Fills the box with the card's words in the largest size that fits. */
export function drawCardWords(sheet: Sheet, page: CardSheet, box: WordsBox): void {
  const scales = [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7]
  const bottom = box.y + box.height
  const fits = (scale: number) => sheet.measure(() => setWords(sheet, page, box, box.size * scale)) <= bottom
  setWords(sheet, page, box, box.size * (scales.find(fits) ?? scales.at(-1)!))
}

function setWords(sheet: Sheet, { words, card }: CardSheet, { x, y, width }: WordsBox, size: number): number {
  const local = card.kind === 'local'
  const label = { size: size * 0.7, color: '#333333' }
  const gap = size * 0.07
  let top = y
  const line = (name: string, value: string, scale = 1, weight: 'regular' | 'bold' = 'regular') => {
    top = sheet.text(x, top, width, name, label) - gap * 0.4
    top = sheet.text(x, top, width, value, { size: size * scale, weight }) + gap
  }
  const nik = words.nikLast4 === null ? '' : ` · NIK …${words.nikLast4}`
  line('Nama / Name', words.fullName, 1.1, 'bold')
  line(`Tgl lahir / Born${nik && ' · NIK'}`, words.birthDate + nik, 1, 'bold')
  line('Vaksinasi / Vaccination', words.doses[0]!)
  for (const dose of words.doses.slice(1)) top = sheet.text(x, top - gap, width, dose, { size }) + gap
  line(local ? 'Tempat / Site' : 'Penerbit / Issuer', words.place)
  line('No. kartu / Card no.', words.number, 0.86)
  const exchange = local ? ' atau sampai ditukar / or until exchanged' : ''
  line('Berlaku / Valid', `s.d. ${words.validUntil}${exchange}`, 0.86)
  return top
}

export function drawRules(
  sheet: Sheet,
  { card, aefiPhone }: CardSheet,
  x: number,
  y: number,
  width: number,
  size: number,
): void {
  const rules = card.kind === 'local' ? localRules : nationalRules
  let top = y
  for (const [id, en] of [...rules, kipi(aefiPhone)]) {
    top = sheet.text(x, top, width, id, { size, weight: 'bold' })
    top = sheet.text(x, top, width, en, { size, color: '#333333' }) + size * 0.12
  }
}

/** Kept by the clerk when the national card is handed over, to count papers against records. */
export function drawStub(
  sheet: Sheet,
  { words }: CardSheet,
  x: number,
  y: number,
  width: number,
  size: number,
): void {
  let top =
    sheet.text(x, y, width, 'Potongan tukar / Exchange stub', { size: size * 1.15, weight: 'bold' }) + 0.6
  top = sheet.text(x, top, width, words.number, { size, weight: 'bold' }) + 0.4
  top = sheet.text(x, top, width, `${words.fullName} · ${words.birthDate}`, { size, linesMax: 4 }) + 0.8
  sheet.text(x, top, width, 'Ditukar tgl / Exchanged on: ____________   Paraf / Initials: ________', { size })
}

const localRules: readonly (readonly [string, string])[] = [
  [
    'Berlaku sampai ditukar dengan kartu nasional. Kartu ini dibuat karena kartu nasional belum dapat dicetak.',
    'Valid until exchanged for the national card. It was made because the national card could not be had yet.',
  ],
  [
    'Tukarkan di meja kartu bila diberi tahu. Satu dosis, satu kartu: setelah ditukar, kartu ini tidak berlaku.',
    'Exchange it at the card desk when told. One dose, one card: once exchanged, this one no longer counts.',
  ],
  [
    'Pemeriksa: pindai QR, lalu cocokkan nama, tanggal lahir dan 4 angka terakhir NIK dengan KTP.',
    'To check: scan the QR, then compare name, birth date and last 4 NIK digits with the ID card.',
  ],
]

const nationalRules: readonly (readonly [string, string])[] = [
  [
    'Pemeriksa: pindai QR, lalu cocokkan nama dan tanggal lahir dengan kartu identitas.',
    'To check: scan the QR, then compare name and birth date with the identity card.',
  ],
]

function kipi(phone: string): readonly [string, string] {
  return [`Keluhan setelah vaksinasi (KIPI): ${phone}`, `Unwell after vaccination (AEFI): ${phone}`]
}

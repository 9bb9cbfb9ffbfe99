import type { LocalCardContents, NationalCardContents } from '@sentra/contract'
import { cardProduct } from '../national/products.ts'

/** The lines of a card in words, from the signed contents and nothing else. */
export interface PaperWords {
  readonly title: { readonly id: string; readonly en: string }
  readonly fullName: string
  readonly birthDate: string
  readonly nikLast4: string | null
  readonly doses: readonly string[]
  readonly place: string
  readonly number: string
  readonly validUntil: string
}

export function localPaperWords(card: LocalCardContents): PaperWords {
  return {
    title: { id: 'Kartu Vaksinasi Lokal', en: 'Local vaccination card' },
    fullName: card.fullName,
    birthDate: card.birthDate,
    nikLast4: card.nikLast4 ?? null,
    doses: card.doses.map(({ doseNumber, productId, lotNumber, occurrenceDate }) =>
      [`Dosis ${doseNumber}`, productName(productId), `lot ${lotNumber}`, occurrenceDate].join(' · '),
    ),
    place: `${card.site.name} (${card.site.siteId})`,
    number: card.serial,
    validUntil: card.expiresAt.slice(0, 10),
  }
}

export function nationalPaperWords(card: NationalCardContents): PaperWords {
  return {
    title: { id: 'Sertifikat Vaksinasi COVID-19', en: 'COVID-19 vaccination certificate' },
    fullName: card.fullName,
    birthDate: card.birthDate,
    nikLast4: null,
    doses: card.doses.map(({ doseNumber, seriesDoses, productId, product, occurrenceDate }) =>
      [`Dosis ${doseNumber}/${seriesDoses}`, productName(productId ?? product), occurrenceDate].join(' · '),
    ),
    place: `${card.doses[0]!.issuer} (${card.country})`,
    number: card.certificateId,
    validUntil: card.expiresAt.slice(0, 10),
  }
}

const weekdays = {
  id: ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}
const months = {
  id: [
    'Januari',
    'Februari',
    'Maret',
    'April',
    'Mei',
    'Juni',
    'Juli',
    'Agustus',
    'September',
    'Oktober',
    'November',
    'Desember',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
}

/** `Jumat, 6 Agustus 2021`, written out because a slip is read aloud at home. */
export function dayInWords(localDate: string, language: 'id' | 'en'): string {
  const day = new Date(`${localDate}T00:00:00Z`)
  const month = months[language][day.getUTCMonth()]
  return `${weekdays[language][day.getUTCDay()]}, ${day.getUTCDate()} ${month} ${day.getUTCFullYear()}`
}

function productName(productId: string): string {
  return cardProduct(productId)?.name ?? productId
}

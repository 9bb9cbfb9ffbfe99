import type { Text, Verdict, VerdictReason } from '@sentra/contract'

/** A verdict for a person: what it is, and what to do next. */
export interface VerdictWords {
  readonly title: Text
  readonly advice: Text
}

/** The words name only what the card in hand carries: a national card has no NIK, and neither have all local ones. */
export function verdictWords(
  verdict: Pick<Verdict, 'kind' | 'reason' | 'statusKnown' | 'statusAsOf' | 'card'>,
): VerdictWords {
  const words = titles[verdict.kind]
  const hasDigits = verdict.card?.kind === 'local' && verdict.card.nikLast4 !== undefined
  const advice = verdict.reason === 'ok' && hasDigits ? compareWithDigits : advices[verdict.reason]
  if (verdict.statusKnown || verdict.reason !== 'ok') return { title: words, advice }
  const day = verdict.statusAsOf?.slice(0, 10)
  return {
    title: words,
    advice: day
      ? text(
          `Tanda tangan benar; status per ${day}. Sambungkan ke internet untuk memperbarui. ${advice.id}`,
          `Signature good; status as of ${day}. Connect to the internet to update. ${advice.en}`,
        )
      : text(
          `Tanda tangan benar; status belum dapat diperiksa. Sambungkan ke internet untuk memperbarui. ${advice.id}`,
          `Signature good; status could not be checked. Connect to the internet to update. ${advice.en}`,
        ),
  }
}

const titles: Record<Verdict['kind'], Text> = {
  'valid-local': text('Kartu lokal berlaku', 'Valid local card'),
  'valid-national': text('Kartu nasional berlaku', 'Valid national card'),
  exchanged: text('Kartu sudah ditukar', 'Card has been exchanged'),
  withdrawn: text('Kartu sudah ditarik', 'Card has been withdrawn'),
  suspended: text('Kartu ditangguhkan', 'Card is suspended'),
  expired: text('Kartu kedaluwarsa', 'Card has expired'),
  'not-genuine': text('Kartu tidak asli', 'Not a genuine card'),
}

const compare = text(
  'Bandingkan nama dan tanggal lahir dengan KTP atau identitas lain.',
  'Compare the name and birth date with the ID card or another document.',
)
const compareWithDigits = text(
  'Bandingkan nama, tanggal lahir, dan empat angka terakhir NIK dengan KTP.',
  'Compare the name, birth date and last four NIK digits with the ID card.',
)
const notOurs = text(
  'Jangan terima. Minta pemegang ke meja kartu sentra vaksinasi.',
  'Do not accept it. Send the holder to the card desk of the vaccination centre.',
)
const scanAgain = text(
  'QR tidak terbaca utuh. Pindai lagi; bila tetap gagal, jangan terima.',
  'The QR did not read whole. Scan again; if it still fails, do not accept it.',
)
const update = text(
  'Perbarui daftar kepercayaan pemeriksa ini, lalu pindai lagi. Bila tetap gagal, jangan terima.',
  "Update this verifier's trust list, then scan again. If it still fails, do not accept it.",
)

const advices: Record<VerdictReason, Text> = {
  ok: compare,
  exchanged: text(
    'Bukan pemalsuan: minta kartu nasionalnya.',
    'This is not fraud: ask for the national card.',
  ),
  withdrawn: text(
    'Jangan terima. Minta kartu penggantinya.',
    'Do not accept it. Ask for the card that replaced it.',
  ),
  suspended: text(
    'Belum dapat diterima. Minta pemegang mengonfirmasi di meja kartu.',
    'Cannot be accepted yet. Ask the holder to have it confirmed at a card desk.',
  ),
  expired: text(
    'Masa berlaku habis. Minta kartu nasional atau kartu baru.',
    'Its time is over. Ask for the national card or a new one.',
  ),
  'this-is-a-ticket': text(
    'Ini tiket antrean, bukan kartu vaksinasi. Minta kartunya.',
    'This is a queue ticket, not a vaccination card. Ask for the card.',
  ),
  'not-a-card': text(
    'QR ini bukan kartu vaksinasi. Pindai QR pada kartu.',
    'This QR is not a vaccination card. Scan the one on the card.',
  ),
  'unreadable-text': scanAgain,
  'unreadable-compression': scanAgain,
  'unreadable-envelope': scanAgain,
  'unreadable-claims': notOurs,
  'unreadable-contents': notOurs,
  'unsupported-algorithm': notOurs,
  'unsupported-card': notOurs,
  'unknown-signer': update,
  'bad-signature': notOurs,
  'bad-certificate': notOurs,
  'device-denied': notOurs,
  'wrong-scope': notOurs,
  'index-outside-block': notOurs,
  'issued-outside-key-use': notOurs,
  'issued-in-the-future': text(
    'Periksa tanggal dan jam perangkat ini. Bila sudah benar, jangan terima kartu ini.',
    'Check the date and time of this device. If they are right, do not accept this card.',
  ),
  'outlives-its-certificate': notOurs,
  'status-index-out-of-range': notOurs,
}

function text(id: string, en: string): Text {
  return { id, en }
}

/** "No" about lots, vials and doses. */
export const stockRefusals = {
  'unknown-lot': {
    id: 'Lot {lotNumber} tidak ada di stok tempat ini. Periksa label, atau catat kirimannya dahulu.',
    en: 'Lot {lotNumber} is not in this site’s stock. Check the label, or book its delivery first.',
  },
  'lot-expired': {
    id: 'Lot {lotNumber} kedaluwarsa pada {expirationDate}. Pindahkan vial ke pembuangan.',
    en: 'Lot {lotNumber} expired on {expirationDate}. Move the vial to wastage.',
  },
  'lot-mismatch': {
    id: 'Lot {lotNumber} sudah tercatat dengan {field} lain ({known}). Periksa label kiriman ini.',
    en: 'Lot {lotNumber} is already booked with another {field} ({known}). Check this delivery’s label.',
  },
  'expiration-date-invalid': {
    id: 'Tanggal kedaluwarsa ini tidak ada dalam kalender. Tulis YYYY-MM-DD.',
    en: 'This expiration date is not in the calendar. Write YYYY-MM-DD.',
  },
  'presentation-unknown': {
    id: 'Produk {productId} tidak ada dalam vial {dosesPerVial} dosis (ada: {known}). Periksa label.',
    en: 'Product {productId} does not come in vials of {dosesPerVial} doses (known: {known}). Check the label.',
  },
  'wrong-product': {
    id: 'Vial ini {productId}; kampanye ini memakai {campaignProductId}. Ambil vial yang benar.',
    en: 'This vial is {productId}; this campaign uses {campaignProductId}. Take the right vial.',
  },
  'no-vials-left': {
    id: 'Lot {lotNumber} tinggal {vialsUnopened} vial utuh. Pilih lot lain atau betulkan jumlahnya.',
    en: 'Lot {lotNumber} has {vialsUnopened} unopened vials left. Choose another lot or correct the number.',
  },
  'open-vials-suffice': {
    id: 'Vial terbuka masih berisi {dosesInOpenVials} dosis, cukup untuk sisa kuota {dosesStillToGive}. Habiskan dahulu.',
    en: 'Open vials still hold {dosesInOpenVials} doses, enough for the {dosesStillToGive} left of the quota. Finish them first.',
  },
  'quota-given': {
    id: 'Kuota hari ini sudah diberikan semua. Rencanakan ulang setelah ada kiriman, atau simpan vial ini untuk besok.',
    en: 'All of today’s quota has been given. Plan again after a delivery, or keep this vial for tomorrow.',
  },
  'unknown-vial': {
    id: 'Vial ini tidak tercatat dibuka. Buka vial lewat stasiun vaksinasi dahulu.',
    en: 'This vial is not recorded as opened. Open it at the vaccination station first.',
  },
  'vial-closed': {
    id: 'Vial nomor {vialNumber} sudah ditutup. Pakai vial terbuka yang lain.',
    en: 'Vial number {vialNumber} is closed. Use another open vial.',
  },
  'discard-time-passed': {
    id: 'Vial nomor {vialNumber} harus dibuang sejak {discardAt}. Tutup vial dan catat sisanya sebagai pembuangan.',
    en: 'Vial number {vialNumber} was to be discarded at {discardAt}. Close it and record what is left as wastage.',
  },
  'vial-empty': {
    id: 'Vial nomor {vialNumber} sudah memberi {dosesDrawn} dosis. Tutup vial dan buka yang berikut.',
    en: 'Vial number {vialNumber} has given {dosesDrawn} doses. Close it and open the next.',
  },
  'vial-not-empty': {
    id: 'Vial nomor {vialNumber} masih berisi {dosesLeft} dosis menurut catatan. Pakai dosisnya, atau pilih alasan pembuangan.',
    en: 'By the record, vial number {vialNumber} still holds {dosesLeft} doses. Use them, or choose a reason for wastage.',
  },
  'extra-dose-not-stated': {
    id: 'Label vial nomor {vialNumber} hanya {dosesPerVial} dosis. Bila memang ada dosis lebih, nyatakan "dosis ekstra".',
    en: 'The label of vial number {vialNumber} says {dosesPerVial} doses. If there really is one more, state “extra dose”.',
  },
} as const

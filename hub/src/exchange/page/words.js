/** What the page says to the holder of a card. The server's own words are for the people at a desk. */
export const words = {
  title: { id: 'Tukar kartu lokal', en: 'Exchange a local card' },
  done: { id: '✓ Kartu sudah ditukar', en: '✓ The card has been exchanged' },
  nationalInHand: { id: 'Kartu nasional Anda', en: 'Your national card' },
  lead: {
    id: 'Kartu lokal dari lokasi vaksinasi ditukar di sini dengan kartu nasional.',
    en: 'Here the local card from the vaccination site becomes the national card.',
  },
  photo: { id: 'Foto QR pada kartu', en: 'Photo of the QR on the card' },
  text: { id: 'atau tempel teks kartu (HC1:…)', en: 'or paste the text of the card (HC1:…)' },
  warning: {
    id: 'Sesudah ditukar, kartu lokal di kertas tidak berlaku lagi.',
    en: 'Once exchanged, the local card on paper no longer counts.',
  },
  submit: { id: 'Tukar sekarang', en: 'Exchange now' },
  private: {
    id: 'Tanpa NIK, nama, atau telepon: kartu itu sendiri kuncinya.',
    en: 'No NIK, name or telephone number: the card itself is the key.',
  },
  openingReader: {
    id: 'Membuka pembaca QR (0,4 MB, sekali saja) …',
    en: 'Opening the QR reader (0.4 MB, once) …',
  },
  reading: { id: 'Membaca foto …', en: 'Reading the photo …' },
  found: { id: 'QR terbaca. Tekan “Tukar sekarang”.', en: 'The QR was read. Press “Exchange now”.' },
  noQr: {
    id: 'Tidak ada QR yang terbaca. Foto lagi: terang, rata, QR memenuhi gambar.',
    en: 'No QR could be read. Take the photo again: bright, flat, the QR filling the picture.',
  },
  noReader: {
    id: 'Pembaca QR tidak dapat dibuka. Periksa sambungan lalu foto lagi, atau tempel teks kartu.',
    en: 'The QR reader could not be opened. Check the connection and try the photo again, or paste the text.',
  },
  noText: {
    id: 'Foto QR atau tempel teks kartu dahulu.',
    en: 'Take a photo of the QR or paste the text first.',
  },
  sending: { id: 'Menghubungi server …', en: 'Reaching the server …' },
  paperTitle: { id: 'Kertas kartu lokal', en: 'The paper of the local card' },
  paperAdvice: {
    id: 'Gunting QR-nya lalu buang. Siapa pun yang memeriksanya kini melihat “sudah ditukar”.',
    en: 'Cut through its QR and throw it away. Whoever checks it now sees “exchanged”.',
  },
  national: { id: 'Kartu nasional', en: 'National card' },
  qr: { id: 'QR kartu nasional', en: 'QR of the national card' },
  keepNow: {
    id: 'Simpan sekarang. Ponsel ini dapat membuka halaman ini lagi dengan kartu lokal yang sama; ponsel lain tidak.',
    en: 'Keep it now. This phone can open this page again with the same local card; another phone cannot.',
  },
  savePdf: { id: 'Simpan PDF', en: 'Save the PDF' },
  wallet: { id: 'Untuk dompet ponsel', en: 'For the wallet of a phone' },
  walletTitle: { id: 'SMART Health Card', en: 'SMART Health Card' },
  walletAdvice: {
    id: 'Buka berkas ini di aplikasi dompet kesehatan, atau pindai QR-nya. Kartu di kertas tetap yang diperiksa di Indonesia.',
    en: 'Open this file in a health wallet app, or scan its QR. In Indonesia the card on paper is what is checked.',
  },
  walletQr: { id: 'QR SMART Health Card', en: 'QR of the SMART Health Card' },
  walletFile: { id: 'Simpan berkas dompet', en: 'Save the wallet file' },
  another: { id: 'Tukar kartu lain', en: 'Exchange another card' },
  unreachable: {
    id: 'Server belum menjawab. Kartu Anda tidak hilang: tekan lagi nanti di ponsel ini. Simpan kertasnya.',
    en: 'The server has not answered. Your card is not lost: press again later on this phone. Keep the paper.',
  },
  'card-not-accepted': {
    id: 'Kartu ini tidak dapat ditukar di sini. Periksa bahwa seluruh QR terbaca. Bila benar, catatannya mungkin belum sampai: simpan kertasnya dan coba besok, atau datang ke lokasi yang membuatnya.',
    en: 'This card cannot be exchanged here. Check that the whole QR was read. If it was, its record may not have arrived: keep the paper and try tomorrow, or go to the site that made it.',
  },
  'national-card-not-ready': {
    id: 'Kartu nasional Anda belum jadi. Simpan kertasnya, masih berlaku. Coba lagi besok.',
    en: 'Your national card is not ready. Keep the paper, it still counts. Try again tomorrow.',
  },
  'exchanged-before': {
    id: 'Kartu ini sudah ditukar. Bila oleh Anda: pakai kartu nasional itu, buang kertas ini. Bila bukan: bawa kertas ini dan KTP ke lokasi vaksinasi; petugas sudah diberi tahu.',
    en: 'This card was exchanged before. If by you: use that national card and throw this paper away. If not: take this paper and your ID card to a vaccination site; staff have been told.',
  },
  'card-void': {
    id: 'Kartu ini sudah dibatalkan. Bawa kertasnya dan KTP ke lokasi vaksinasi; dosis Anda tetap tercatat.',
    en: 'This card was made void. Take the paper and your ID card to a vaccination site; your dose stays recorded.',
  },
}

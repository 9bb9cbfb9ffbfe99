/** "No" at the card desk and about verifying a card. */
export const cardRefusals = {
  'no-recorded-dose': {
    id: 'Tidak ada dosis yang tercatat, jadi tidak ada kartu. Periksa dengan meja vaksinasi.',
    en: 'No dose is recorded, so there is no card. Check with the vaccination desk.',
  },
  'same-person': {
    id: 'Vaksinator tidak boleh menerbitkan kartu untuk suntikannya sendiri. Minta petugas kartu lain.',
    en: 'The vaccinator may not issue the card for their own injection. Ask another card clerk.',
  },
  'local-card-already-live': {
    id: 'Kartu lokal {serial} untuk dosis ini masih berlaku. Cetak ulang kartu itu.',
    en: 'Local card {serial} for this dose is still valid. Reprint that card.',
  },
  'national-card-ready': {
    id: 'Kartu nasional sudah siap. Serahkan kartu nasional; kartu lokal tidak perlu.',
    en: 'The national card is ready. Hand that over; no local card is needed.',
  },
  'no-outage-yet': {
    id: 'Tunggu {secondsLeft} detik lagi untuk kartu nasional; sesudah itu kartu lokal boleh diterbitkan.',
    en: 'Wait {secondsLeft} more seconds for the national card; then a local card may be issued.',
  },
  'no-card-numbers-left': {
    id: 'Nomor kartu tempat ini habis. Minta blok nomor baru dari server nasional atau lewat USB.',
    en: 'This site has no card numbers left. Get a new block from the national server or by USB.',
  },
  'certificate-expired': {
    id: 'Sertifikat kartu tempat ini berakhir pada {useUntil}. Minta sertifikat baru dari server nasional atau lewat USB.',
    en: 'This site’s card certificate ended at {useUntil}. Get a new one from the national server or by USB.',
  },
  'numbers-elsewhere': {
    id: 'Data ini disalin dari laptop lain, dan nomor kartunya mungkin dipakai di sana. Hubungkan laptop ini sekali ke server nasional: nomor baru datang sendiri. Dosis tetap tercatat.',
    en: 'This data was copied from another laptop, which may be using its card numbers. Connect this laptop to the national server once: new numbers come by themselves. The dose is recorded.',
  },
  'not-enrolled': {
    id: 'Tempat ini belum terdaftar di server nasional, jadi kartu lokalnya tidak dapat diperiksa. Daftarkan tempat ini dahulu.',
    en: 'This site is not enrolled with the national server, so nobody could verify its cards. Enrol the site first.',
  },
  'history-in-doubt': {
    id: 'Hub memegang riwayat lain dari sentra ini, jadi nomor kartu berikutnya mungkin sudah terpakai. Dosisnya tercatat; berikan bukti tertulis dan panggil koordinator: langkahnya ada di halaman koordinator.',
    en: 'The hub holds another history of this site, so the next card number may be in use already. The dose is recorded; give a written note and call the coordinator, whose page says what to do.',
  },
  'exchange-instead': {
    id: 'Orang ini memegang kartu lokal {serial}. Ambil kartu itu dan tukarkan.',
    en: 'This person holds local card {serial}. Take it back and exchange it.',
  },
  'national-card-not-ready': {
    id: 'Kartu nasional belum datang. Kartu lokal tetap berlaku; tukarkan nanti.',
    en: 'The national card has not come yet. The local card stays valid; exchange it later.',
  },
  'already-collected': {
    id: 'Kartu nasional untuk dosis ini sudah diserahkan. Cetak ulang bila hilang.',
    en: 'The national card for this dose was already handed over. Reprint it if it is lost.',
  },
  'already-exchanged': {
    id: 'Kartu lokal {serial} sudah ditukar. Minta kartu nasionalnya.',
    en: 'Local card {serial} was already exchanged. Ask for the national card.',
  },
  'card-unknown': {
    id: 'Kartu ini tidak diterbitkan di tempat ini. Periksa nomor serinya, atau cari orangnya.',
    en: 'This card was not issued at this site. Check its serial, or look up the person.',
  },
  'card-void': {
    id: 'Kartu ini sudah tidak berlaku. Periksa kunjungan orang ini.',
    en: 'This card is void. Look at this person’s visit.',
  },
  'same-device': {
    id: 'Suntikan ini dicatat di perangkat yang sama. Terbitkan kartunya di perangkat meja kartu.',
    en: 'This injection was recorded on the same device. Issue its card on the device of the card desk.',
  },
  'card-not-replaceable': {
    id: 'Kartu {serial} untuk dosis ini dibatalkan tanpa pengganti. Serahkan kepada koordinator.',
    en: 'Card {serial} of this dose was made void without a replacement. Hand this to the coordinator.',
  },
  'void-already-requested': {
    id: 'Pembatalan kartu {serial} sudah diminta. Minta petugas lain menyetujuinya.',
    en: 'Making card {serial} void was already asked for. Ask another person to agree.',
  },
  'void-request-unknown': {
    id: 'Permintaan pembatalan ini tidak ada. Buka kunjungan orangnya dan periksa kartunya.',
    en: 'There is no such request to make a card void. Open the person’s visit and look at the card.',
  },
  'void-same-person': {
    id: 'Pembatalan kartu perlu dua orang. Minta petugas lain menyetujui.',
    en: 'Making a card void takes two people. Ask another person to agree.',
  },
  'card-not-live': {
    id: 'Kartu ini sedang tidak berlaku, jadi tidak dapat dibatalkan. Periksa kunjungan orang ini.',
    en: 'This card is not live, so it cannot be made void. Look at this person’s visit.',
  },
  'card-of-another-site': {
    id: 'Kartu ini dibuat di lokasi {siteId}. Tukarkan lewat server nasional saat terhubung.',
    en: 'This card was made at site {siteId}. Exchange it through the national server while it is reachable.',
  },
  'card-of-this-site': {
    id: 'Kartu ini dibuat di lokasi ini. Tukarkan dari kunjungan orangnya.',
    en: 'This card was made at this site. Exchange it from the person’s visit.',
  },
  'card-not-accepted': {
    id: 'Kartu ini tidak dapat ditukar. Periksa bahwa seluruh kode terbaca, atau datang ke lokasi yang membuatnya.',
    en: 'This card cannot be exchanged. Check that the whole code was read, or go to the site that made it.',
  },
  'exchanged-before': {
    id: 'Kartu ini sudah ditukar oleh orang lain atau di tempat lain. Tahan kartunya dan hubungi koordinator.',
    en: 'This card was exchanged before, by somebody else or elsewhere. Keep it and call the coordinator.',
  },
  'not-a-card': {
    id: 'Ini bukan kartu vaksin. Pindai QR pada kartu.',
    en: 'This is not a vaccination card. Scan the QR on the card.',
  },
  'card-not-genuine': {
    id: 'Tanda tangan kartu ini tidak cocok: kartu diubah atau palsu. Jangan terima; catat dan lapor.',
    en: 'The signature of this card does not match: it was changed or forged. Do not accept it; note it and report.',
  },
} as const

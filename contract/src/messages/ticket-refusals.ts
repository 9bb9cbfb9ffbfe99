/** "No" at the gate, in the line, and about the day's session. */
export const ticketRefusals = {
  'session-not-open': {
    id: 'Pelayanan hari ini belum dibuka. Minta koordinator membuka hari ini.',
    en: 'Today’s session is not open. Ask the coordinator to open the day.',
  },
  'session-already-open': {
    id: 'Pelayanan {localDate} sudah dibuka. Lanjutkan bekerja.',
    en: 'The session of {localDate} is already open. Carry on.',
  },
  'session-already-closed': {
    id: 'Pelayanan {localDate} sudah ditutup dan tidak dibuka lagi. Layani orang berikutnya pada hari berikutnya.',
    en: 'The session of {localDate} is closed and does not open again. Serve the next people on the next day.',
  },
  'earlier-session-open': {
    id: 'Pelayanan {localDate} belum ditutup. Tutup hari itu dahulu.',
    en: 'The session of {localDate} is still open. Close that day first.',
  },
  'vials-still-open': {
    id: 'Vial {vialNumbers} masih terbuka. Tutup vial itu dan catat sisanya, lalu tutup hari ini.',
    en: 'Vials {vialNumbers} are still open. Close them with what is left, then close the day.',
  },
  'people-still-waiting': {
    id: 'Masih ada {count} orang dalam antrean ({numbers}). Layani mereka, atau tarik tiketnya dan beri tiket kembali di gerbang. Bila mereka sudah pergi, nyatakan itu lalu tutup sesi.',
    en: '{count} people are still in the line ({numbers}). Serve them, or take their tickets back and give them return tickets at the gate. If they have left, say so and close.',
  },
  'people-still-in-visit': {
    id: 'Masih ada {count} orang dalam pelayanan ({numbers}). Selesaikan mereka, lalu tutup hari ini.',
    en: '{count} people are still in a visit ({numbers}). Finish them, then close the day.',
  },
  'no-stock': {
    id: 'Tidak ada dosis di tempat ini. Catat kiriman vaksin dahulu.',
    en: 'There are no doses at this site. Book a delivery first.',
  },
  'ticket-already-held': {
    id: 'Orang ini sudah memegang tiket {number} untuk {validOn}. Pakai tiket itu; cetak ulang bila hilang.',
    en: 'This person already holds ticket {number} for {validOn}. Use that one; reprint it if it is lost.',
  },
  'unknown-ticket': {
    id: 'Tiket ini tidak dikenal di tempat ini. Periksa nomor dan tanggalnya, atau minta tiket di pintu masuk.',
    en: 'This ticket is not known at this site. Check its number and date, or ask for a ticket at the gate.',
  },
  'card-shown-for-ticket': {
    id: 'Ini kartu vaksin, bukan tiket. Kirim orangnya ke meja kartu; untuk dosis berikutnya, beri tiket baru di gerbang.',
    en: 'This is a vaccination card, not a ticket. Send the person to the card desk; for another dose, give a new ticket at the gate.',
  },
  'ticket-not-genuine': {
    id: 'Tanda tangan tiket ini tidak cocok: tiket diubah atau bukan dari tempat ini. Kirim orangnya ke pintu masuk.',
    en: 'The signature of this ticket does not match: it was changed, or is not from this site. Send the person to the gate.',
  },
  'ticket-other-day': {
    id: 'Tiket {number} berlaku pada {validOn}, bukan hari ini. Bila harinya sudah lewat, koordinator memberi tiket baru dengan prioritas utama.',
    en: 'Ticket {number} is for {validOn}, not today. If that day is past, the coordinator issues a new one with top priority.',
  },
  'ticket-used': {
    id: 'Tiket {number} sudah dipakai: dosisnya sudah diberikan. Kirim orangnya ke meja kartu.',
    en: 'Ticket {number} is used: its dose was given. Send the person to the card desk.',
  },
  'ticket-voided': {
    id: 'Tiket {number} sudah dibatalkan. Minta tiket baru di pintu masuk.',
    en: 'Ticket {number} was taken back. Ask for a new ticket at the gate.',
  },
  'ticket-deferred': {
    id: 'Pemegang tiket {number} ditunda oleh skrining hari ini. Berikan lembar penundaan dan tanggal kembali.',
    en: 'The holder of ticket {number} was deferred by screening today. Give the deferral slip with the date to return.',
  },
  'ticket-already-checked-in': {
    id: 'Tiket {number} sudah ada dalam antrean. Persilakan menunggu panggilan.',
    en: 'Ticket {number} is already in the line. Ask the person to wait for the call.',
  },
  'ticket-not-checked-in': {
    id: 'Pemegang tiket {number} belum lapor datang. Pindai tiketnya di pintu masuk dahulu.',
    en: 'The holder of ticket {number} has not checked in. Scan the ticket at the gate first.',
  },
  'ticket-not-called': {
    id: 'Tiket {number} belum dipanggil ke meja ini. Panggil dahulu.',
    en: 'Ticket {number} was not called to this desk. Call it first.',
  },
  'ticket-number-ambiguous': {
    id: 'Ada lebih dari satu tiket {number}. Tambahkan tanggalnya, atau pindai tiketnya.',
    en: 'There is more than one ticket {number}. Add its date, or scan it.',
  },
  'queue-empty': {
    id: 'Tidak ada yang menunggu untuk meja ini.',
    en: 'Nobody is waiting for this desk.',
  },
  'holder-is-another-person': {
    id: 'Tiket {number} atas nama orang lain: nama dan tanggal lahir atau NIK berbeda. Tiket tidak dapat dipindahkan; kirim ke pintu masuk.',
    en: 'Ticket {number} belongs to another person: name and birth date or NIK differ. Tickets cannot be passed on; send them to the gate.',
  },
} as const

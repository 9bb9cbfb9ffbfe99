/** "No" from the door: sign-in, roles, form of the request, the machine itself. */
export const accessRefusals = {
  'not-signed-in': {
    id: 'Anda belum masuk, atau giliran jaga sudah berakhir. Masuk dengan kode petugas dan PIN.',
    en: 'You are not signed in, or your shift has ended. Sign in with your staff code and PIN.',
  },
  'wrong-pin': {
    id: 'Kode petugas atau PIN salah. Coba lagi; setelah lima kali salah harus menunggu. Bila lupa, minta koordinator.',
    en: 'The staff code or PIN is wrong. Try again; after five wrong tries there is a wait. If it is forgotten, ask the coordinator.',
  },
  'locked-out': {
    id: 'Terlalu banyak PIN yang salah. Coba lagi pukul {until}, atau minta koordinator mengakhiri akses Anda dan mendaftarkan Anda lagi dengan PIN baru.',
    en: 'Too many wrong PINs. Try again at {until}, or ask the coordinator to end your access and enrol you again with a new PIN.',
  },
  'staff-retired': {
    id: 'Akses petugas ini sudah diakhiri. Hubungi koordinator bila ini keliru.',
    en: 'This person’s access has ended. Ask the coordinator if that is a mistake.',
  },
  'unknown-staff': {
    id: 'Kode petugas {staffId} tidak dikenal di tempat ini. Periksa kodenya atau daftarkan orangnya.',
    en: 'Staff code {staffId} is not known here. Check the code or enrol the person.',
  },
  'staff-already-enrolled': {
    id: 'Kode petugas {staffId} sudah dipakai. Pilih kode lain.',
    en: 'Staff code {staffId} is already in use. Choose another code.',
  },
  'last-administrator': {
    id: 'Ini satu-satunya yang dapat mendaftarkan petugas. Daftarkan penggantinya dahulu.',
    en: 'This is the only person who can enrol staff. Enrol a successor first.',
  },
  'role-not-allowed': {
    id: 'Peran Anda tidak boleh melakukan ini (perlu: {roles}). Minta petugas yang berwenang.',
    en: 'Your role may not do this (needs: {roles}). Ask somebody who may.',
  },
  'command-id-reused': {
    id: 'Nomor perintah ini sudah dipakai untuk permintaan lain. Muat ulang halaman, lalu ulangi.',
    en: 'This command id was already used for another request. Reload the page and try again.',
  },
  'unknown-command': {
    id: 'Perintah {command} tidak dikenal. Perbarui aplikasi stasiun ini.',
    en: 'Command {command} is not known. Update this station’s application.',
  },
  'invalid-input': {
    id: 'Isian {field} belum benar. Periksa dan isi ulang.',
    en: 'The field {field} is not right. Check it and enter it again.',
  },
  'invalid-text': {
    id: 'Isian ini tidak terbaca. Ketik ulang atau pindai ulang.',
    en: 'This input cannot be read. Type it again or scan it again.',
  },
  'body-too-large': {
    id: 'Permintaan terlalu besar. Bagi menjadi beberapa bagian yang lebih kecil.',
    en: 'The request is too large. Split it into smaller parts.',
  },
  'not-found': {
    id: 'Data ini tidak ditemukan. Periksa nomornya, atau cari dengan nama.',
    en: 'This was not found. Check the number, or search by name.',
  },
  'search-too-short': {
    id: 'Ketik sedikitnya 3 huruf atau angka untuk mencari.',
    en: 'Type at least 3 letters or digits to search.',
  },
  'too-many-reads': {
    id: 'Anda membuka terlalu banyak data orang dalam waktu singkat. Tunggu {retryAfterSeconds} detik; pembacaan ini dicatat.',
    en: 'You have opened too many people’s records in a short time. Wait {retryAfterSeconds} seconds; these reads are recorded.',
  },
  'too-many-requests': {
    id: 'Terlalu banyak permintaan sekaligus. Coba lagi dalam {retryAfterSeconds} detik.',
    en: 'Too many requests at once. Try again in {retryAfterSeconds} seconds.',
  },
  'site-stopped': {
    id: 'Server tempat ini berhenti karena tidak dapat menulis ke disk. Jangan lanjutkan pelayanan; panggil koordinator.',
    en: 'The site server has stopped because it cannot write to disk. Do not go on serving; call the coordinator.',
  },
  'site-disk-full': {
    id: 'Disk komputer ini penuh, jadi tidak ada lagi yang dicatat. Hentikan pelayanan; koordinator mengosongkan sepersepuluh disk, lalu menjalankan sentra lagi. Yang sudah dijawab aman.',
    en: 'This computer’s disk is full, so nothing more is recorded. Stop serving; the coordinator frees a tenth of the disk, then starts the site again. What was answered is safe.',
  },
  'site-disk-read-only': {
    id: 'Disk komputer ini tidak dapat ditulisi, jadi tidak ada lagi yang dicatat. Hentikan pelayanan; koordinator membuka izin tulis folder data, lalu menjalankan sentra lagi.',
    en: 'This computer’s disk takes no writes, so nothing more is recorded. Stop serving; the coordinator makes the data folder writable, then starts the site again.',
  },
  'site-disk-failed': {
    id: 'Disk komputer ini gagal menulis, jadi tidak ada lagi yang dicatat. Hentikan pelayanan; koordinator memeriksa atau mengganti disk, lalu menjalankan sentra lagi.',
    en: 'This computer’s disk failed to write, so nothing more is recorded. Stop serving; the coordinator checks or replaces the disk, then starts the site again.',
  },
  'site-data-damaged': {
    id: 'Data di komputer ini rusak, jadi tidak ada lagi yang dicatat. Hentikan pelayanan, biarkan berkasnya; koordinator memulihkan dari laptop kedua, cadangan, atau hub.',
    en: 'The data on this computer is damaged, so nothing more is recorded. Stop serving and leave the files as they are; the coordinator restores from the second laptop, a backup or the hub.',
  },
  'site-another-writer': {
    id: 'Program lain menulis ke data sentra ini, jadi tidak ada lagi yang dicatat. Koordinator menghentikan salah satunya, lalu menjalankan sentra lagi.',
    en: 'Another program wrote to this site’s data, so nothing more is recorded. The coordinator stops one of the two, then starts the site again.',
  },
  'site-closing': {
    id: 'Sentra sedang dihentikan atau dijalankan ulang. Tunggu sebentar, lalu coba lagi.',
    en: 'The site is being stopped or restarted. Wait a moment, then try again.',
  },
  'hub-unavailable': {
    id: 'Server nasional tidak dapat dihubungi. Lanjutkan pelayanan: semua data tersimpan di sini dan dikirim nanti.',
    en: 'The national server cannot be reached. Carry on: everything is kept here and sent later.',
  },
  'hub-busy': {
    id: 'Server nasional sedang penuh. Data menunggu di sini dan dicoba lagi dalam {retryAfterSeconds} detik.',
    en: 'The national server is full. The data waits here; next try in {retryAfterSeconds} seconds.',
  },
  'port-taken': {
    id: 'Porta {port} sudah dipakai program lain. Hentikan program itu, atau pilih porta lain dengan {setting}.',
    en: 'Port {port} is taken by another program. Stop that program, or choose another port with {setting}.',
  },
  'clock-skew': {
    id: 'Jam komputer ini jauh berbeda dari jam server nasional ({now}). Betulkan jam komputer.',
    en: 'This computer’s clock is far from the national server’s ({now}). Set the computer’s clock.',
  },
  'clock-mode-mismatch': {
    id: 'Data ini dibuat dengan jenis jam yang lain (nyata atau simulasi). Gunakan folder data yang lain.',
    en: 'This data was made under the other kind of clock (real or simulated). Use another data folder.',
  },
  'no-campaign': {
    id: 'Belum ada kampanye. Koordinator perlu merencanakan kampanye dahulu.',
    en: 'There is no campaign yet. The coordinator plans a campaign first.',
  },
  'unknown-product': {
    id: 'Produk vaksin {productId} tidak dikenal. Pilih produk dari daftar.',
    en: 'Vaccine product {productId} is not known. Choose a product from the list.',
  },
  'product-not-authorised': {
    id: 'Produk {productId} belum diizinkan pada {localDate}. Periksa tanggal atau pilih produk lain.',
    en: 'Product {productId} is not authorised on {localDate}. Check the date or choose another product.',
  },
  'campaign-dates-invalid': {
    id: 'Hari pertama atau jumlah hari kampanye tidak benar. Isi tanggal YYYY-MM-DD dan 1 sampai 90 hari.',
    en: 'The campaign’s first day or number of days is not right. Give a date YYYY-MM-DD and 1 to 90 days.',
  },
  'campaign-hours-invalid': {
    id: 'Jam tutup ({closesAt}) harus sesudah jam buka ({opensAt}). Betulkan jamnya.',
    en: 'Closing time ({closesAt}) must be after opening time ({opensAt}). Correct the hours.',
  },
  'campaign-already-over': {
    id: 'Hari terakhir kampanye ({lastDay}) sudah lewat. Pilih hari pertama yang lain.',
    en: 'The campaign’s last day ({lastDay}) is past. Choose another first day.',
  },
  'campaign-overlaps': {
    id: 'Kampanye {name} berlangsung pada hari yang sama. Pilih hari lain.',
    en: 'Campaign {name} runs on the same days. Choose other days.',
  },
  'outside-campaign': {
    id: 'Tanggal {localDate} di luar kampanye ({firstDay} sampai {lastDay}). Periksa tanggal atau rencanakan kampanye baru.',
    en: '{localDate} is outside the campaign ({firstDay} to {lastDay}). Check the date or plan a new campaign.',
  },
  'not-today': {
    id: 'Tanggal {localDate} bukan hari ini ({today}). Buka, tutup, dan rencanakan hanya untuk hari ini.',
    en: '{localDate} is not today ({today}). Open, close and plan for today only.',
  },
} as const

/** "No" about a person's data, screening, dose and observation. */
export const personRefusals = {
  'nik-length': {
    id: 'NIK harus 16 angka; ini {length} angka atau berisi huruf. Baca ulang dari KTP.',
    en: 'A NIK has 16 digits; this has {length} or holds letters. Read it again from the KTP.',
  },
  'nik-all-same': {
    id: 'NIK ini angka isian, bukan NIK. Baca dari KTP, atau kosongkan bila tidak punya.',
    en: 'This NIK is filler, not a NIK. Read it from the KTP, or leave it empty if there is none.',
  },
  'nik-serial-zero': {
    id: 'Empat angka terakhir NIK tidak pernah 0000. Baca ulang dari KTP.',
    en: 'The last four digits of a NIK are never 0000. Read it again from the KTP.',
  },
  'nik-date': {
    id: 'Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang mungkin. Baca ulang dari KTP.',
    en: 'Digits 7 to 12 of the NIK are not a possible birth date. Read it again from the KTP.',
  },
  'identifier-shape': {
    id: 'Nomor {kind} tidak berbentuk benar. Periksa dokumennya.',
    en: 'The {kind} number does not have the right shape. Check the document.',
  },
  'birth-date-invalid': {
    id: 'Tanggal lahir ini tidak ada dalam kalender. Periksa hari, bulan dan tahunnya.',
    en: 'This birth date is not in the calendar. Check its day, month and year.',
  },
  'birth-date-future': {
    id: 'Tanggal lahir {birthDate} belum terjadi. Periksa tahunnya.',
    en: 'The birth date {birthDate} has not happened yet. Check the year.',
  },
  'birth-date-implausible': {
    id: 'Menurut tanggal lahir, umurnya {ageYears} tahun. Periksa tahunnya.',
    en: 'By the birth date, this person is {ageYears} years old. Check the year.',
  },
  'age-below-minimum': {
    id: 'Umurnya {ageYears} tahun; vaksin ini mulai {minimumYears} tahun. Arahkan ke tempat dengan vaksin yang sesuai.',
    en: 'The person is {ageYears}; this vaccine starts at {minimumYears}. Send them to a site with a fitting vaccine.',
  },
  'dose-not-in-campaign': {
    id: 'Kampanye ini tidak memberi dosis {doseNumber} (hanya: {doseNumbers}). Periksa nomor dosis.',
    en: 'This campaign does not give dose {doseNumber} (only: {doseNumbers}). Check the dose number.',
  },
  'second-first-dose': {
    id: 'Orang ini sudah mendapat dosis {doseNumber} pada {date} (lot {lotNumber}). Jangan ulangi; periksa dosis berikutnya.',
    en: 'This person already had dose {doseNumber} on {date} (lot {lotNumber}). Do not repeat it; check the next dose.',
  },
  'interval-too-short': {
    id: 'Terlalu cepat untuk dosis {doseNumber}. Paling awal {earliestDate}; beri tahu tanggal itu.',
    en: 'Too early for dose {doseNumber}. The earliest day is {earliestDate}; tell the person that date.',
  },
  'warnings-not-accepted': {
    id: 'Periksa dahulu: {warnings}. Bila datanya memang begitu, centang dan simpan lagi. Orang tidak ditolak karena ini.',
    en: 'Check first: {warnings}. If the data is really so, tick and save again. Nobody is refused for this.',
  },
  'already-registered': {
    id: 'Pemegang tiket {number} sudah terdaftar. Lanjutkan ke skrining.',
    en: 'The holder of ticket {number} is already registered. Go on to screening.',
  },
  'not-registered': {
    id: 'Orang ini belum terdaftar. Daftarkan dahulu di meja 1.',
    en: 'This person is not registered. Register them first at desk 1.',
  },
  'visit-over': {
    id: 'Kunjungan ini sudah selesai. Koreksi dicatat dengan perintah koreksi.',
    en: 'This visit is over. Use a correction to change it.',
  },
  'nothing-to-correct': {
    id: 'Tidak ada yang berubah. Ubah isian yang keliru, lalu simpan.',
    en: 'Nothing has changed. Change what is wrong, then save.',
  },
  'already-screened': {
    id: 'Skrining kunjungan ini sudah dicatat. Lanjutkan ke vaksinasi.',
    en: 'This visit is already screened. Go on to vaccination.',
  },
  'no-screening-form': {
    id: 'Tidak ada formulir skrining untuk umur {ageYears} pada {localDate}. Arahkan ke puskesmas.',
    en: 'There is no screening form for age {ageYears} on {localDate}. Refer the person to the health centre.',
  },
  'form-not-valid': {
    id: 'Formulir “{formId}” tidak berlaku untuk orang ini hari ini. Pakai formulir “{useForm}”.',
    en: 'Form “{formId}” does not apply to this person today. Use form “{useForm}”.',
  },
  'use-other-form': {
    id: 'Jawaban ini memerlukan formulir “{useForm}”. Buka formulir itu dan tanyakan lagi.',
    en: 'This answer calls for form “{useForm}”. Open that form and ask again.',
  },
  'remeasure-first': {
    id: 'Tekanan darah tinggi. Istirahatkan 5–10 menit, ukur lagi, lalu simpan sebagai ukur ulang.',
    en: 'The blood pressure is high. Let the person rest 5–10 minutes, measure again, then save as re-measured.',
  },
  'measurement-implausible': {
    id: '{item} {value} di luar {minimum}–{maximum} yang mungkin. Ukur lagi atau ketik ulang.',
    en: '{item} {value} is outside the possible {minimum}–{maximum}. Measure again or retype it.',
  },
  'answer-missing': {
    id: '“{item}” belum diisi. Tanyakan atau ukur, lalu isi.',
    en: '“{item}” is not filled in. Ask or measure, then enter it.',
  },
  'answer-invalid': {
    id: 'Jawaban untuk “{item}” tidak sesuai jenisnya. Isi ulang.',
    en: 'The answer to “{item}” is of the wrong kind. Enter it again.',
  },
  'blood-pressure-swapped': {
    id: 'Sistolik {systolic} tidak lebih tinggi dari diastolik {diastolic}. Apakah tertukar? Angka atas pada alat: sistolik.',
    en: 'Systolic {systolic} is not higher than diastolic {diastolic}. Are they swapped? The upper number on the device is the systolic one.',
  },
  'consent-missing': {
    id: 'Persetujuan belum diberikan. Tanpa persetujuan tidak ada vaksinasi; catat persetujuan atau tunda orangnya.',
    en: 'Consent was not given. Without consent there is no vaccination; record consent or postpone the person.',
  },
  'not-screened': {
    id: 'Orang ini belum diskrining. Kirim ke meja skrining.',
    en: 'This person is not screened. Send them to screening.',
  },
  'screening-says-no': {
    id: 'Keputusan skrining: {decision}. Jangan suntik; kembalikan ke meja skrining bila ragu.',
    en: 'Screening decided: {decision}. Do not inject; go back to screening if in doubt.',
  },
  'already-vaccinated': {
    id: 'Dosis kunjungan ini sudah dicatat. Kirim orangnya ke observasi.',
    en: 'The dose of this visit is already recorded. Send the person to observation.',
  },
  'not-vaccinated': {
    id: 'Belum ada dosis yang dicatat untuk kunjungan ini. Catat vaksinasi dahulu.',
    en: 'No dose is recorded for this visit. Record the vaccination first.',
  },
  'observation-not-over': {
    id: 'Observasi belum selesai: {minutesLeft} menit lagi. Persilakan menunggu, atau catat "pergi lebih awal".',
    en: 'The observation is not over: {minutesLeft} minutes left. Ask the person to wait, or record “left early”.',
  },
  'observation-already-ended': {
    id: 'Observasi kunjungan ini sudah selesai. Kirim orangnya ke meja kartu.',
    en: 'The observation of this visit has ended. Send the person to the card desk.',
  },
  'onset-before-dose': {
    id: 'Gejala mulai sebelum suntikan. Periksa waktu mulai gejala.',
    en: 'The symptoms began before the injection. Check when they began.',
  },
  'onset-in-future': {
    id: 'Waktu mulai gejala belum terjadi. Periksa waktunya.',
    en: 'The time the symptoms began has not come yet. Check the time.',
  },
} as const

import { HttpRefusal } from '../../http/refusal.ts'

export const unknownCase = () =>
  new HttpRefusal(404, 'unknown-case', {
    id: 'Kasus ini tidak ada. Muat ulang daftar kasus.',
    en: 'There is no such case. Load the list of cases again.',
  })

export const caseChanged = () =>
  new HttpRefusal(409, 'case-changed', {
    id: 'Kasus ini sudah berubah: mungkin orang lain baru memutuskan. Muat ulang dan periksa riwayatnya.',
    en: 'This case has changed: somebody else may just have decided. Load it again and read its history.',
  })

export const needsAnother = () =>
  new HttpRefusal(403, 'second-person-needed', {
    id: 'Mencabut kartu perlu dua orang. Minta administrator lain menyetujui.',
    en: 'Withdrawing a card takes two people. Ask another administrator to agree.',
  })

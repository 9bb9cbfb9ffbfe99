/** Two that agree: on so many events; so many more the first one has, which the other need not have yet. */
export interface Comparison {
  readonly same: number
  readonly onlyHere: number
}

/** Two that cannot both be right, and the first event at which it shows, where that is known. */
export interface Difference {
  readonly finding: Finding
  readonly seq: number | null
}

export type Finding = keyof typeof words

/** One part of an audit: what was compared, and what came of it. */
export interface Compared {
  readonly between: 'log-hub' | 'log-bundle' | 'bundle-hub'
  /** The other one, for a person: an address or a file. */
  readonly what: string
  readonly result: Comparison | Difference
}

/** The lines for a person: a verdict, and for a difference what it means and what to do next. */
export function comparisonLines({ between, what, result }: Compared): string[] {
  if ('finding' in result) {
    const at = result.seq === null ? '' : ` (seq ${result.seq})`
    const { id, en } = words[result.finding]
    return [`✗ ${what}: ${result.finding}${at}`, `  ${id}`, `  ${en}`]
  }
  const [di, at] = between === 'log-bundle' ? ['balasan ini', 'this reply'] : ['hub', 'the hub']
  return [
    `✓ ${what}: ${result.same} kejadian sama, tanda tangan sah · events the same, signatures hold`,
    ...(result.onlyHere > 0
      ? [`  ${result.onlyHere} kejadian belum ada di ${di} · events not in ${at} yet`]
      : []),
  ]
}

/** What each difference means, and what to do. */
const words = {
  'another-epoch': {
    id: 'Catatan yang lebih baru telah dimulai untuk sentra ini. Pakai data, ekspor atau bundel dari catatan itu.',
    en: 'A newer log was begun for this site. Use the data, an export or a bundle of that one.',
  },
  'log-changed': {
    id: 'Yang ditandatangani kunci sentra dahulu berbeda dari catatan ini: catatan diubah, atau ini salinan laptop. Hentikan sentra, simpan folder apa adanya, hubungi pengelola hub.',
    en: 'What the key of this site once signed is not what this log says: it was changed, or it is a copy of the laptop. Stop the site, keep the folder as it is, call the operator of the hub.',
  },
  'log-cut': {
    id: 'Kunci sentra sudah menandatangani lebih banyak kejadian: catatan dipotong, atau ini salinan lama. Jangan jalankan; pulihkan dari laptop yang terbaru: sentra site restore.',
    en: 'The key of this site has signed more events than are here: the log was cut, or this is an old copy. Do not start it; restore from the newest laptop: sentra site restore.',
  },
  'hub-contradicts-itself': {
    id: 'Salinan di hub bukan yang ia tanda tangani: basis data hub diubah atau rusak. Catatan sentra tidak dipersoalkan. Simpan basis data itu, pulihkan hub dari cadangannya.',
    en: 'The copy at the hub is not what it has signed: its database was changed or is damaged. This is not about the site’s log. Keep that database, restore the hub from its backup.',
  },
  'hub-signed-two-histories': {
    id: 'Hub telah menandatangani catatan ini dan satu lagi yang lain. Simpan kedua tanda terima sebagai bukti; cari laptop kedua dengan nama ini, dan tanya pengelola hub kapan hub dipulihkan.',
    en: 'The hub has signed this log and another one. Keep both receipts as evidence; look for a second laptop under this name, and ask the operator when the hub was restored.',
  },
  'hub-went-back': {
    id: 'Hub tidak punya lagi kejadian yang sudah ia beri tanda terima: hub dipulihkan dari cadangan lama. Biarkan sentra tersambung; yang hilang dikirim lagi. Lalu periksa sekali lagi.',
    en: 'The hub no longer has events it gave a receipt for: it was restored from an older backup. Let the site connect; it sends again what was lost. Then check once more.',
  },
  'site-signed-two-histories': {
    id: 'Kunci sentra menandatangani bundel ini dan riwayat lain yang ada di hub: catatan diubah, atau ada dua laptop dengan nama ini. Simpan bundelnya; hentikan keduanya, putuskan mana yang dipakai.',
    en: 'The key of the site has signed this bundle and another history, which the hub has: the log was changed, or two laptops have this name. Keep the bundle; stop both, decide which one stays.',
  },
  'another-hub-key': {
    id: 'Tanda terima itu bukan dari kunci hub yang dikenal di sini: hub lain, atau kunci di laptop ini diganti. Minta kunci hub dari pengelolanya, lalu: --hub-key.',
    en: 'That receipt is not by the key of the hub as known here: another hub, or the key in this laptop was exchanged. Ask the operator for the key of the hub, then: --hub-key.',
  },
  'another-log-key': {
    id: 'Ekspor ini ditandatangani kunci lain daripada yang terdaftar di hub untuk sentra ini: bukan dari sentra itu. Minta ekspor baru dari laptop yang terdaftar.',
    en: 'This export is signed by another key than the one enrolled at the hub for this site: it is not of that site. Ask for a new one from the enrolled laptop.',
  },
  'bundle-damaged': {
    id: 'Bundel rusak atau diubah di jalan. Tulis atau ambil lagi; catatan tidak dipersoalkan.',
    en: 'The bundle was damaged or changed on its way. Write or fetch it again; this is not about the log.',
  },
  'bundle-not-for-this-key': {
    id: 'Bundel ini tidak dibuat di sini: dari sentra atau hub lain, atau versi lama yang hanya dapat dibuka hub. Periksa namanya, atau periksa di hub: --bundle <berkas> --hub-data <folder>.',
    en: 'This bundle does not open here: it is of another site or hub, or of an older version, for the hub alone. Check its name, or check it at the hub: --bundle <file> --hub-data <folder>.',
  },
  'bundle-of-another-site': {
    id: 'Bundel ini dari sentra lain. Beri bundel, data atau ekspor dari sentra yang sama.',
    en: 'This bundle is of another site. Give bundle, data or export of the same site.',
  },
  'bundle-of-newer-version': {
    id: 'Bundel dibuat oleh versi yang lebih baru. Periksa dengan versi itu.',
    en: 'The bundle was made by a newer version. Check it with that version.',
  },
  'bundle-signature': {
    id: 'Tanda tangan bundel tidak sah: bukan dari kunci yang seharusnya. Jangan dipakai; tanya siapa yang membawanya.',
    en: 'The signature of the bundle does not hold: it is not by the key it should be. Do not use it; ask who carried it.',
  },
  'bundle-checkpoint': {
    id: 'Checkpoint atau tanda terima di dalam bundel tidak sah. Simpan bundelnya, tulis yang baru, bandingkan keduanya.',
    en: 'A checkpoint or receipt in the bundle does not hold. Keep the bundle, write a new one, compare the two.',
  },
  'unknown-site': {
    id: 'Sentra ini tidak terdaftar di hub itu. Periksa apakah hub dan berkasnya yang dimaksud.',
    en: 'This site is not enrolled at that hub. Check that hub and file are the ones you mean.',
  },
} as const satisfies Record<string, { id: string; en: string }>

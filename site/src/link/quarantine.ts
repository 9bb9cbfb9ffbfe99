import type { QuarantineView, Text } from '@sentra/contract'

const messages: Record<QuarantineView['reason'], Text> = {
  'hub-ahead': {
    id: 'Hub memegang catatan sentra ini yang tidak ada di laptop ini: data laptop ini lebih tua. Hentikan sentra, lalu jalankan “sentra site restore --from <cadangan atau data laptop ini>”, dan minta kode pendaftaran baru dari pengelola hub. Tidak ada yang hilang; pelayanan boleh berlanjut di laptop yang lebih baru.',
    en: 'The hub holds records of this site that this laptop does not have: the data here is older. Stop the site, run “sentra site restore --from <a backup, or this laptop’s data>” and ask the hub’s operator for a new enrolment code. Nothing is lost; work may go on at the newer laptop.',
  },
  fork: {
    id: 'Ada dua riwayat dengan nama sentra ini, misalnya laptop lain dengan salinan data yang sama. Hentikan salah satunya. Gabungkan dengan “sentra site restore --from <data laptop lain>”, lalu minta kode pendaftaran baru dari pengelola hub. Kedua riwayat disimpan.',
    en: 'There are two histories under the name of this site, for example another laptop with a copy of the same data. Stop one of them. Join them with “sentra site restore --from <data of the other laptop>” and ask the hub’s operator for a new enrolment code. Both histories are kept.',
  },
  'wrong-epoch': {
    id: 'Hub mengenal sentra ini dengan nomor riwayat (epoch) lain: setelah pemulihan, laptop lain didaftarkan dengan nama ini. Hentikan sentra di keduanya. Di laptop yang dipakai terus, gabungkan dengan “sentra site restore --from <site.db laptop lain>” (bila tidak ada laptop lain: site.db laptop ini sendiri), lalu minta kode pendaftaran baru dari pengelola hub dan mulai dengan kode itu. Kedua riwayat disimpan.',
    en: 'The hub knows this site under another number of its history (epoch): after a restore another laptop was enrolled under this name. Stop the site on both. On the laptop that stays join them with “sentra site restore --from <site.db of the other laptop>” (if there is no other: site.db of this one itself), then ask the hub’s operator for a new enrolment code and start with it. Both histories are kept.',
  },
  'new-epoch': {
    id: 'Catatan sentra dipulihkan dan menjadi catatan baru. Minta kode pendaftaran baru dari pengelola hub dan mulai sentra dengan kode itu; sebelum itu tidak ada kartu lokal baru, karena nomor lama mungkin sudah terpakai.',
    en: 'The log of this site was restored and is a new one. Ask the hub’s operator for a new enrolment code and start the site with it; until then there are no new local cards, because the old numbers may be in use.',
  },
}

/**
 * What stands on the screen while the hub and this site disagree about history; null while they do not.
 * `said` is the hub's last word against this history, remembered until it takes this history again.
 */
export function quarantineView(
  said: string | null,
  link: { enrolled: boolean; epoch: number },
): QuarantineView | null {
  const reason = reasonOf(said, link)
  return reason === null ? null : { reason, message: messages[reason] }
}

function reasonOf(
  said: string | null,
  { enrolled, epoch }: { enrolled: boolean; epoch: number },
): QuarantineView['reason'] | null {
  if (!enrolled) return epoch > 1 ? 'new-epoch' : null
  if (said === null) return null
  const known = ['hub-ahead', 'fork', 'wrong-epoch'] as const
  return known.find((each) => each === said) ?? 'fork'
}

import type { SiteStatus, Text } from '@sentra/contract'
import { Icon, useWords } from '@sentra/ui'
import { useSiteTrouble } from '../api/reachability.ts'
import { useStatus } from '../api/use-site.ts'

/** On every desk: the site must not be trusted with new records, or the hub does not agree with it. */
export function TrustBanner() {
  const { pick } = useWords()
  const status = useStatus()
  const problem = status ? trustProblem(status) : null
  const trouble = useSiteTrouble()
  if (problem === null && trouble === null) return null
  if (problem === null || (trouble !== null && problem !== 'damaged' && problem !== 'stopped'))
    return (
      <div className="banner tone-bad" role="alert" data-trust="trouble">
        <Icon name="warning" />
        {pick(trouble!)}
      </div>
    )
  return (
    <div
      className={`banner tone-${problem === 'newEpoch' || problem === 'diskLow' ? 'warn' : 'bad'}`}
      role="alert"
      data-trust={problem}
    >
      <Icon name="warning" />
      {pick(words[problem])}
    </div>
  )
}

/**
 * The worst comes first: a damaged file before a disk that fails before two histories before a disk that fills up.
 * Null: all is well.
 */
export function trustProblem({
  safety,
  link,
}: Pick<SiteStatus, 'safety' | 'link'>): keyof typeof words | null {
  if (safety?.log === 'damaged') return 'damaged'
  if (safety?.log === 'stopped') return 'stopped'
  if (link.quarantine) return link.quarantine.reason === 'new-epoch' ? 'newEpoch' : 'quarantine'
  return safety?.diskLow ? 'diskLow' : null
}

const words = {
  damaged: {
    id: 'Data di laptop sentra rusak. Jangan mencatat apa pun; verifikasi dan cetak ulang masih jalan. Panggil koordinator.',
    en: 'The data on the site’s laptop is damaged. Record nothing; checking and reprinting still work. Call the coordinator.',
  },
  stopped: {
    id: 'Laptop sentra tidak bisa menyimpan. Catatan baru ditolak; catat di kertas dan panggil koordinator.',
    en: 'The site’s laptop cannot save. New records are refused; write on paper and call the coordinator.',
  },
  quarantine: {
    id: 'Hub memegang riwayat lain dengan nama sentra ini. Pelayanan boleh berlanjut, tetapi tidak ada yang dikirim. Beri tahu koordinator.',
    en: 'The hub holds another history under the name of this site. Work may go on, but nothing is sent. Tell the coordinator.',
  },
  newEpoch: {
    id: 'Catatan sentra ini dipulihkan dan belum didaftarkan lagi: tidak ada kartu lokal baru. Beri tahu koordinator.',
    en: 'The log of this site was restored and is not enrolled again yet: no new local cards. Tell the coordinator.',
  },
  diskLow: {
    id: 'Disk laptop sentra hampir penuh. Pelayanan boleh berlanjut; beri tahu koordinator sekarang, sebelum pencatatan berhenti.',
    en: 'The disk of the site’s laptop is nearly full. Work may go on; tell the coordinator now, before recording stops.',
  },
} as const satisfies Record<string, Text>

/** Beside whatever else is wrong: people in chairs wait by this clock. */
export function ClockBanner() {
  const { pick } = useWords()
  const status = useStatus()
  if (!status?.safety?.clock) return null
  return (
    <div className="banner tone-warn" role="alert" data-clock={status.safety.clock.kind}>
      <Icon name="warning" />
      {pick(wrongClock)}
    </div>
  )
}

const wrongClock: Text = {
  id: 'Jam di laptop sentra salah. Pelayanan boleh berlanjut; pakai jam tangan untuk observasi dan umur vial, dan minta koordinator membetulkan tanggal dan jamnya.',
  en: 'The clock of the site’s laptop is wrong. Work may go on; go by your own watch for observations and opened vials, and ask the coordinator to put its date and time right.',
}

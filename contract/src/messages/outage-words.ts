import type { DeclaredReason, OutageCause, OutageTarget } from '../events/outage.ts'
import type { Text } from '../values/index.ts'

/** How screens and reports, at a site and at the hub, name what can be out and why. */
export const outageTargetWords: Readonly<Record<OutageTarget, Text>> = {
  hub: { id: 'Hub (pusat)', en: 'Hub' },
  pcare: { id: 'PCare', en: 'PCare' },
  satusehat: { id: 'SATUSEHAT', en: 'SATUSEHAT' },
}

export const outageCauseWords: Readonly<Record<OutageCause, Text>> = {
  refused: { id: 'sambungan ditolak', en: 'connection refused' },
  timeout: { id: 'tidak tersambung dalam batas waktu', en: 'no connection in time' },
  'server-error': { id: 'server menjawab galat', en: 'server answered with errors' },
  slow: { id: 'terlalu lambat', en: 'too slow' },
  unreachable: { id: 'tidak terjangkau', en: 'out of reach' },
  'black-hole': { id: 'tersambung, tidak pernah menjawab', en: 'connects, never answers' },
  dns: { id: 'nama tidak ditemukan (DNS)', en: 'name not found (DNS)' },
  'captive-portal': { id: 'halaman lain yang menjawab', en: 'another page answered' },
  declared: { id: 'dinyatakan petugas', en: 'declared by a person' },
}

export const declaredReasonWords: Readonly<Record<DeclaredReason, Text>> = {
  'does-not-load': { id: 'tidak terbuka', en: 'does not load' },
  'cannot-sign-in': { id: 'tidak bisa masuk', en: 'cannot sign in' },
  'cannot-save': { id: 'data tidak tersimpan', en: 'records are not saved' },
  'no-cards': { id: 'kartu tidak terbit', en: 'no cards come out' },
  announced: { id: 'pemeliharaan diumumkan', en: 'maintenance was announced' },
  'no-power-or-line': { id: 'listrik atau jaringan padam', en: 'no power or no line' },
  other: { id: 'lain', en: 'other' },
}

/** Words for a target, a cause or a reason, also for one that only a newer build knows: then its own name. */
export function outageWord(words: Readonly<Record<string, Text>>, name: string): Text {
  return Object.hasOwn(words, name) ? words[name]! : { id: name, en: name }
}

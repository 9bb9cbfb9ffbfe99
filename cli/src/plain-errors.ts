import { TellPerson } from './tell-person.ts'

/**
 * What a person at the terminal is told of an error, or null when it is a defect: that one rises with its stack.
 *
 * The errors of the site and the hub say in their message what to do; those of the system are only a code.
 */
export function plainError(error: unknown): TellPerson | null {
  if (error instanceof TellPerson) return error
  const { name, message, code, path, cause } = error as NodeJS.ErrnoException
  if (forPeople.has(name) || error?.constructor?.name === 'InvalidSettingError') {
    const [en, id] = message.split(' · ')
    return new TellPerson({ id: id ?? '', en: en! }, 1)
  }
  if (name === 'TypeError' && message === 'fetch failed') return plainError(cause)
  // The hub's own refusals are sentences in plain errors; a defect is a TypeError, a RangeError, a broken assertion.
  if (name === 'Error' && code === undefined) return new TellPerson({ id: '', en: message }, 1)
  const words = code === undefined ? undefined : ofSystem[code]
  return words === undefined ? null : new TellPerson(words(path ?? ''), 1)
}

const forPeople = new Set([
  'SiteRunsError',
  'HubRunsError',
  'FolderHeldError',
  'SourceMissingError',
  'DamagedSourceError',
  'BackupKeysMissingError',
  'NothingToBackUpError',
  'KeysMissingError',
  'WrongPassphraseError',
  'DatabaseRefusedError',
  'JournalCorruptError',
  'WrongJournalError',
  'BundleError',
])

const noSuchPlace = (path: string) => ({
  id: `${path} tidak ada. Periksa namanya, dan apakah USB terpasang.`,
  en: `${path} does not exist. Check its name, and whether the stick is plugged in.`,
})
const notAllowed = (path: string) => ({
  id: `${path}: pengguna ini tidak boleh membaca atau menulis di sana. Jalankan sebagai pemilik data, atau pilih tempat lain.`,
  en: `${path}: this user may not read or write there. Run it as the owner of the data, or choose another place.`,
})
const noAnswer = () => ({
  id: 'Tidak ada jawaban. Periksa alamat, porta dan jaringan, dan apakah servernya berjalan; lalu coba lagi.',
  en: 'Nobody answers. Check address, port and network, and whether the server runs; then try again.',
})
const diskFull = () => ({
  id: 'Disk penuh. Kosongkan tempat, lalu coba lagi; berkas yang lama tetap ada.',
  en: 'The disk is full. Make room, then try again; an older file is still there.',
})

const ofSystem: Readonly<Record<string, (path: string) => { id: string; en: string }>> = {
  ENOENT: noSuchPlace,
  ENOTDIR: (path) => ({
    id: `${path}: sebagian dari jalur itu berkas, bukan folder. Periksa namanya.`,
    en: `${path}: a part of that path is a file, not a folder. Check its name.`,
  }),
  EISDIR: (path) => ({
    id: `${path || 'Itu'} sebuah folder. Beri sebuah berkas.`,
    en: `${path || 'That'} is a folder. Give a file.`,
  }),
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: notAllowed,
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  SQLITE_FULL: diskFull,
  SQLITE_CANTOPEN: noSuchPlace,
  ECONNREFUSED: noAnswer,
  ECONNRESET: noAnswer,
  ENOTFOUND: noAnswer,
  EAI_AGAIN: noAnswer,
  ETIMEDOUT: noAnswer,
  EHOSTUNREACH: noAnswer,
  ENETUNREACH: noAnswer,
  // PostgreSQL's own codes.
  '28P01': () => ({
    id: 'PostgreSQL menolak nama atau kata sandi. Perbaiki DATABASE_URL.',
    en: 'PostgreSQL refuses the name or the password. Correct DATABASE_URL.',
  }),
  '3D000': () => ({
    id: 'Basis data itu tidak ada. Perbaiki DATABASE_URL.',
    en: 'There is no such database. Correct DATABASE_URL.',
  }),
  '42P01': () => ({
    id: 'Basis data itu bukan milik hub, atau hub belum pernah dijalankan. Perbaiki DATABASE_URL, atau jalankan hub sekali.',
    en: 'That database is not of a hub, or the hub was never started. Correct DATABASE_URL, or start the hub once.',
  }),
}

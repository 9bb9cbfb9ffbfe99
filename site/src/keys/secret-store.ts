import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { InvalidSettingError } from '../settings/site-settings.ts'
import { openSecrets, passphraseCharactersMin, type SealedSecrets, sealSecrets } from './sealed-secrets.ts'
import { replaceSecretFile } from './secret-file.ts'

/** The laptop's secrets as text: PEM keys and hex. */
export interface SiteSecrets {
  readonly logKey: string
  readonly deviceKey: string
  readonly databaseKey: string
  readonly pepper: string
  /** While the database is being encrypted anew: one of the two opens it. */
  readonly nextDatabaseKey?: string | undefined
}

const files: Record<keyof SiteSecrets, string> = {
  logKey: 'log-key.pem',
  deviceKey: 'device-key.pem',
  databaseKey: 'database.key',
  pepper: 'pepper.key',
  nextDatabaseKey: 'database.key.next',
}
export const sealedFile = 'sealed-keys.json'

/** Whether there are secrets here, sealed or open. */
export const hasSecrets = (directory: string) =>
  [sealedFile, files.databaseKey].some((file) => existsSync(join(directory, file)))

/**
 * Reads the secrets: open files that only their owner may read, or one file sealed with a passphrase. Null when
 * there are none yet.
 *
 * @throws InvalidSettingError when the passphrase is missing, or given for keys that lie open.
 * @throws WrongPassphraseError
 */
export function readSecrets(directory: string, passphrase: string | null): SiteSecrets | null {
  const sealed = join(directory, sealedFile)
  if (existsSync(sealed)) {
    if (passphrase === null) {
      throw new InvalidSettingError(
        "This site's keys are sealed. Set SENTRA_SITE_PASSPHRASE or SENTRA_SITE_PASSPHRASE_FILE. · " +
          'Kunci sentra ini tersegel. Isi SENTRA_SITE_PASSPHRASE atau SENTRA_SITE_PASSPHRASE_FILE.',
      )
    }
    return openSecrets<SiteSecrets>(JSON.parse(readFileSync(sealed, 'utf8')) as SealedSecrets, passphrase)
  }
  const read = (name: keyof SiteSecrets) => {
    const path = join(directory, files[name])
    return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined
  }
  const databaseKey = read('databaseKey')
  if (databaseKey === undefined) return null
  if (passphrase !== null) {
    throw new InvalidSettingError(
      'A passphrase is set, but the keys of this site lie open. Stop it and run: sentra site rekey --seal · ' +
        'Ada frasa sandi, tetapi kunci sentra ini tidak tersegel. Hentikan, lalu jalankan: sentra site rekey --seal',
    )
  }
  return {
    logKey: read('logKey')!,
    deviceKey: read('deviceKey')!,
    pepper: read('pepper')!,
    databaseKey,
    nextDatabaseKey: read('nextDatabaseKey'),
  }
}

/** Writes the secrets, sealed when there is a passphrase; each file appears whole, and the other form goes last. */
export function writeSecrets(directory: string, secrets: SiteSecrets, passphrase: string | null): void {
  const sealed = join(directory, sealedFile)
  const open = Object.entries(files) as [keyof SiteSecrets, string][]
  if (passphrase !== null) {
    assertPassphrase(passphrase)
    replaceSecretFile(sealed, JSON.stringify(sealSecrets(secrets, passphrase)))
    for (const [, file] of open) rmSync(join(directory, file), { force: true })
    return
  }
  for (const [name, file] of open) {
    const secret = secrets[name]
    if (secret === undefined) rmSync(join(directory, file), { force: true })
    else replaceSecretFile(join(directory, file), secret)
  }
  rmSync(sealed, { force: true })
}

/** @throws InvalidSettingError */
export function assertPassphrase(passphrase: string): void {
  if (passphrase.length >= passphraseCharactersMin) return
  throw new InvalidSettingError(
    `The passphrase has fewer than ${passphraseCharactersMin} characters. Use four words or more. · ` +
      `Frasa sandi kurang dari ${passphraseCharactersMin} huruf. Pakai empat kata atau lebih.`,
  )
}

/** A site's file without its keys: new ones would not open it, and would hide that the old ones are missing. */
export class KeysMissingError extends Error {
  override name = 'KeysMissingError'
  constructor(dataDir: string) {
    super(
      `The keys of the site in ${dataDir} are missing. Put its keys folder back, or restore a backup with its sealed keys: sentra site restore --from <backup>. · ` +
        `Kunci sentra di ${dataDir} tidak ada. Kembalikan folder keys, atau pulihkan cadangan dengan kunci tersegelnya: sentra site restore --from <cadangan>.`,
    )
  }
}

import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { encryptKeyPem, openKeyPem, passphraseCharactersMin } from '../../../hub/src/issue/encrypted-key.ts'
import { makeKey } from '../../../hub/src/issue/make-key.ts'
import { nationalAuthorityCertificate } from '../../../hub/src/issue/national-certificates.ts'
import { writeOnce } from '../../../hub/src/issue/write-whole-file.ts'
import { TellPerson } from '../tell-person.ts'

/** The root's own folder: on a stick that lies in a safe, and on no machine with a network. */
export async function openRootFolder(
  folder: string,
  passphrase: string,
  now: Date,
): Promise<{
  root: ReturnType<typeof makeKey>
  authority: { key: ReturnType<typeof makeKey>; certificate: string }
  made: boolean
}> {
  if (passphrase.length < passphraseCharactersMin) {
    throw new TellPerson({
      id: `Frasa sandi akar minimal ${passphraseCharactersMin} huruf.`,
      en: `The passphrase of the root must have at least ${passphraseCharactersMin} characters.`,
    })
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const made = !existsSync(join(folder, 'root.pem'))
  const key = (name: 'root' | 'national-sca') => {
    const file = join(folder, `${name}.pem`)
    if (!existsSync(file)) writeOnce(file, encryptKeyPem(makeKey(name), passphrase))
    return openKeyPem(readFileSync(file, 'utf8'), passphrase, file)
  }
  const root = key('root')
  const authority = key('national-sca')
  const file = join(folder, 'national-sca.crt.pem')
  if (!existsSync(file))
    writeFileSync(file, await nationalAuthorityCertificate(authority, 'ID', now), { mode: 0o644 })
  return { root, authority: { key: authority, certificate: readFileSync(file, 'utf8') }, made }
}

/**
 * The folder of a root that follows another. The national authority is not the root and goes on: its key and
 * certificate are taken along, so that other countries have nothing to change.
 */
export async function openSuccessorFolder(folder: string, oldFolder: string, passphrase: string, now: Date) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const name of ['national-sca.pem', 'national-sca.crt.pem'])
    if (!existsSync(join(folder, name)) && existsSync(join(oldFolder, name)))
      copyFileSync(join(oldFolder, name), join(folder, name))
  return openRootFolder(folder, passphrase, now)
}

/** The passphrase of the root: from the environment, a file, or typed twice unseen at the terminal. */
export async function rootPassphrase(file: string | undefined): Promise<string> {
  if (process.env.SENTRA_ROOT_PASSPHRASE) return process.env.SENTRA_ROOT_PASSPHRASE.normalize('NFKC')
  if (file) return readFileSync(resolve(file), 'utf8').trim().normalize('NFKC')
  if (!process.stdin.isTTY) {
    throw new TellPerson({
      id: 'Frasa sandi akar diperlukan: ketik di terminal, atau beri --passphrase-file.',
      en: 'The passphrase of the root is needed: type it at a terminal, or give --passphrase-file.',
    })
  }
  const first = await askUnseen('Frasa sandi akar · passphrase of the root: ')
  const again = await askUnseen('Sekali lagi · once more: ')
  if (first === again) return first.normalize('NFKC')
  throw new TellPerson({ id: 'Keduanya berbeda. Ulangi.', en: 'They differ. Start again.' })
}

function askUnseen(question: string): Promise<string> {
  const { stdin, stderr } = process
  stderr.write(question)
  stdin.setRawMode(true)
  stdin.resume()
  return new Promise((done, fail) => {
    let typed = ''
    const hear = (bytes: Buffer) => {
      for (const letter of bytes.toString('utf8')) {
        if (letter === '\u0003') return end(() => fail(new Error('interrupted')))
        if (letter === '\r' || letter === '\n') return end(() => done(typed))
        typed = letter === '\u007f' ? typed.slice(0, -1) : typed + letter
      }
    }
    const end = (then: () => void) => {
      stdin.off('data', hear)
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write('\n')
      then()
    }
    stdin.on('data', hear)
  })
}

export function writeFileIn(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

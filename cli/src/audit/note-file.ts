import { existsSync, readFileSync } from 'node:fs'
import { InvalidNoteKeyError, type NoteVerifier, parseVkey } from '@sentra/journal'
import { TellPerson } from '../tell-person.ts'

/**
 * A verifier key as it is given on the command line: the text itself or a file that holds it.
 *
 * @throws TellPerson when it is neither.
 */
export function keyGiven(value: string): NoteVerifier {
  const text = existsSync(value) ? readFileSync(value, 'utf8').trim() : value.trim()
  try {
    return parseVkey(text)
  } catch (error) {
    if (!(error instanceof InvalidNoteKeyError)) throw error
    throw new TellPerson({
      id: `Kunci tidak terbaca: ${value}. Beri nama+id+kunci, atau berkas yang berisi itu.`,
      en: `This is no key: ${value}. Give name+id+key as one text, or a file that holds it.`,
    })
  }
}

/** @throws TellPerson when the file is not there. */
export function textFile(path: string): string {
  if (existsSync(path)) return readFileSync(path, 'utf8')
  throw new TellPerson({
    id: `Berkas ${path} tidak ada. Periksa namanya.`,
    en: `There is no file ${path}. Check its name.`,
  })
}

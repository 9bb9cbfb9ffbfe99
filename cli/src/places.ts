import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { InvalidArgumentError } from 'commander'
import { TellPerson } from './tell-person.ts'

/**
 * Where a command is to write a file. The folder must be there: one that is made on the way is a stick that was not
 * plugged in, and the file lies on the disk it was to be saved from.
 *
 * @throws TellPerson
 */
export function fileToWrite(path: string): string {
  folderThere(dirname(resolve(path)))
  if (!existsSync(path) || !statSync(path).isDirectory()) return path
  throw new TellPerson({
    id: `${path} sebuah folder. Beri nama berkas di dalamnya.`,
    en: `${path} is a folder. Give the name of a file in it.`,
  })
}

/** Where a command is to write a folder, which may be new; what it lies in must be there. @throws TellPerson */
export function folderToWrite(path: string): string {
  folderThere(dirname(resolve(path)))
  if (!existsSync(path) || statSync(path).isDirectory()) return path
  throw new TellPerson({
    id: `${path} sebuah berkas. Beri sebuah folder.`,
    en: `${path} is a file. Give a folder.`,
  })
}

/** A file that must be there. @throws TellPerson */
export function fileToRead(path: string): string {
  if (existsSync(path) && statSync(path).isFile()) return path
  throw existsSync(path)
    ? new TellPerson({
        id: `${path} sebuah folder. Beri sebuah berkas.`,
        en: `${path} is a folder. Give a file.`,
      })
    : new TellPerson({
        id: `Berkas ${path} tidak ada. Periksa namanya, dan apakah USB terpasang.`,
        en: `There is no file ${path}. Check its name, and whether the stick is plugged in.`,
      })
}

function folderThere(folder: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return
  throw new TellPerson({
    id: `Folder ${folder} tidak ada. Periksa namanya, dan apakah USB terpasang.`,
    en: `There is no folder ${folder}. Check its name, and whether the stick is plugged in.`,
  })
}

/** For options that name a port. */
export function readPort(text: string): string {
  if (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535) return text
  throw new InvalidArgumentError('1 … 65535')
}

/** For options that name a server. */
export function readAddress(text: string): string {
  if (/^https?:\/\/[^/\s]/.test(text) && URL.canParse(text)) return text
  throw new InvalidArgumentError('http://… , https://…')
}

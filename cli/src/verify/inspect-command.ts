import { readFileSync } from 'node:fs'
import type { Inspection } from '@sentra/card/gate'
import { inspectCard, type SignerCertificate } from '@sentra/card/gate'
import { fileToRead } from '../places.ts'
import { TellPerson } from '../tell-person.ts'
import { type Hand, readCertificate } from './inspect-lines.ts'

/** `sentra verify --steps`: one text, every step of its check, as lines or as JSON. */
export async function inspectOne(
  text: string,
  certificate: string | undefined,
  hand: Hand,
): Promise<Inspection> {
  const signer = certificate === undefined ? null : openFile(certificate)
  return inspectCard(text, { signer, trust: hand.trust, statusLists: hand.statusLists, at: hand.at })
}

function openFile(path: string): SignerCertificate {
  const signer = readCertificate(readFileSync(fileToRead(path)))
  if (signer) return signer
  throw new TellPerson({
    id: `${path} bukan sertifikat X.509 dengan kunci yang dipakai untuk kartu. Beri berkas DER atau PEM.`,
    en: `${path} is no X.509 certificate with a key that cards are signed with. Give a DER or PEM file.`,
  })
}

export function inspectionLines({ steps, verdict, reason }: Inspection): string[] {
  const marks = new Map([
    [true, '✓'],
    [false, '✗'],
  ])
  const lines = Object.entries(steps).map(
    ([step, passed]) => `${passed === null ? '·' : marks.get(passed)} ${step}`,
  )
  return [...lines, `${verdict}: ${reason}`]
}

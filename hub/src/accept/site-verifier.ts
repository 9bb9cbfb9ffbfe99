import { type NoteVerifier, parseVkey } from '@sentra/journal'

/** Some megabytes; a country has fewer sites. */
const verifiersMax = 20_000

/** The verifier of a site's log key. Reading one costs as much as two signatures, and a site comes again and again. */
export function siteVerifierOf(logKey: string): NoteVerifier {
  const known = verifiers.get(logKey)
  if (known) return known
  const verifier = parseVkey(logKey)
  if (verifiers.size >= verifiersMax) verifiers.clear()
  verifiers.set(logKey, verifier)
  return verifier
}

/** It follows from its text alone, so it is never out of date. */
const verifiers = new Map<string, NoteVerifier>()

import { cardProduct, verdictWords } from '@sentra/card'
import type { Verdict } from '@sentra/contract'

/** A verdict for a person at a terminal, in both languages, with the signed words below it. */
export function verdictLines(verdict: Verdict, fingerprint: string | null): string[] {
  const { title, advice } = verdictWords(verdict)
  const mark = verdict.kind.startsWith('valid') ? '✓' : '✗'
  const lines = [`${mark} ${title.id} · ${title.en}`, `  ${advice.id}`, `  ${advice.en}`]
  if (verdict.card) lines.push('', ...contentLines(verdict.card))
  lines.push(
    '',
    `  ${line('kepercayaan per', 'trust as of', verdict.trustAsOf.slice(0, 10))}${verdict.trustStale ? ' (lama · old)' : ''}`,
  )
  if (fingerprint) lines.push(`  ${line('kunci akar', 'root key', fingerprint)}`)
  return lines
}

function contentLines(card: NonNullable<Verdict['card']>): string[] {
  const until = line('berlaku sampai', 'valid until', card.expiresAt.slice(0, 10))
  if (card.kind === 'local') {
    const doses = card.doses.map((dose) =>
      line(
        `dosis ${dose.doseNumber}`,
        `dose ${dose.doseNumber}`,
        `${cardProduct(dose.productId)?.name ?? dose.productId} · ${dose.lotNumber} · ${dose.occurrenceDate}`,
      ),
    )
    return [
      line('nama', 'name', card.fullName),
      line('tanggal lahir', 'birth date', card.birthDate),
      ...(card.nikLast4 ? [line('4 angka akhir NIK', 'last 4 NIK digits', card.nikLast4)] : []),
      ...doses,
      line('tempat', 'site', `${card.site.name} (${card.site.siteId})`),
      line('nomor kartu', 'card number', card.serial),
      until,
    ].map((text) => `  ${text}`)
  }
  const doses = card.doses.map((dose) => line('dosis', 'dose', Object.values(dose).join(' · ')))
  const name = [card.name.gn ?? card.name.gnt, card.name.fn ?? card.name.fnt].filter(Boolean).join(' ')
  return [
    line('nama', 'name', name),
    line('tanggal lahir', 'birth date', card.birthDate),
    ...doses,
    until,
  ].map((text) => `  ${text}`)
}

const line = (id: string, en: string, value: string) => `${`${id} · ${en}`.padEnd(34)} ${value}`

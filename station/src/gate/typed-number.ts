/** What the gate keeps of a number: a whole NIK, or the last four digits somebody knows by heart. */
export interface GateNumber {
  readonly nik?: string
  readonly nikLast4?: string
}

/** Reads the number as it is printed, with spaces, dots or dashes; null when it is neither of the two. */
export function readGateNumber(typed: string): GateNumber | null {
  const compact = typed.replace(/[\s.-]/g, '')
  if (compact === '') return {}
  if (/^\d{4}$/.test(compact)) return { nikLast4: compact }
  if (/^\d{16}$/.test(compact)) return { nik: compact, nikLast4: compact.slice(-4) }
  return null
}

import data from '../../data/priority-groups.json' with { type: 'json' }

export type Category = 'SDMK' | 'PETUGAS_PUBLIK' | 'LANSIA' | 'RENTAN_UMUM' | 'REMAJA' | 'ANAK'

/**
 * The programme group of a person. Age groups come from the birth date and never from the operator:
 * in one regency pupils were counted as "general public", and the report showed 800 of 5,000 doses.
 * Membership of an employer's list is declared, and counts for adults. Health workers come first, at
 * any age.
 */
export function assignCategory(person: { ageYears: number; declared?: string | undefined }): Category {
  const code = data.precedence.find((group) => {
    if (group === 'RENTAN_UMUM') return true
    const needsList = group === 'SDMK' || group === 'PETUGAS_PUBLIK'
    return isOfAge(group, person.ageYears) && (!needsList || person.declared === group)
  })
  return (code ?? 'RENTAN_UMUM') as Category
}

export function categoryLabel(code: string): { id: string; en: string } | null {
  return data.groups.find((group) => group.code === code)?.label ?? null
}

function isOfAge(code: string, ageYears: number): boolean {
  const limits = data.groups.find((group) => group.code === code)?.eligibility as
    | { minAge?: number; maxAge?: number }
    | undefined
  return limits !== undefined && ageYears >= (limits.minAge ?? 0) && ageYears <= (limits.maxAge ?? Infinity)
}

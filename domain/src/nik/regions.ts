import data from '../../data/nik-regions.json' with { type: 'json' }

export type RegionWarning = 'NIK_PROVINCE' | 'NIK_REGENCY' | 'NIK_DISTRICT'

const provinces = new Set(data.provinces.map((province) => province.code))
const regencies = new Map(data.regencies.map((regency) => [regency.code, regency]))

/**
 * What looks odd about the region in a NIK, historic codes included. Where the regencies of a
 * province are not listed, only the shape is checked: 01-69 is a regency, 71-99 a city, and no
 * district is 00.
 */
export function regionWarnings(nik: string): RegionWarning[] {
  const [province, regency, district] = [nik.slice(0, 2), nik.slice(2, 4), Number(nik.slice(4, 6))]
  if (!provinces.has(province)) return ['NIK_PROVINCE', 'NIK_REGENCY', 'NIK_DISTRICT']

  const listed = regencies.get(province + regency)
  const regencyNumber = Number(regency)
  if (listed === undefined && (regencyNumber === 0 || regencyNumber === 70))
    return ['NIK_REGENCY', 'NIK_DISTRICT']

  const districtKnown = district >= 1 && (listed === undefined || district <= listed.districts)
  return districtKnown ? [] : ['NIK_DISTRICT']
}

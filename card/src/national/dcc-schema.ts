import { type CborMap, isCount, isMap, untag } from '../envelope/strict-cbor.ts'
import { isCountry } from './countries.ts'

/**
 * The EU DCC schema, releases 1.0.0 to 1.3.0, and those rules of its value sets that do not age.
 *
 * A list of products or test kits grows each month and a verifier's copy would refuse tomorrow's; but a
 * country that does not exist, an organisation number of the wrong length, a name without one letter and
 * a birth after the issue are wrong for good. Unknown keys are passed over: releases only ever add.
 */
export const dccKinds = { v: 'vaccination', t: 'test', r: 'recovery' } as const
export type DccKind = (typeof dccKinds)[keyof typeof dccKinds]

/** What a certificate is about; null when it is about nothing we know. */
export function dccKind(certificate: unknown): DccKind | null {
  if (!isMap(certificate)) return null
  for (const [key, kind] of Object.entries(dccKinds)) if (isPresent(certificate.get(key))) return kind
  return null
}

/** The first field at fault, such as `v.dn`, or null. `issuedAt` is an ISO instant. */
export function dccFault(certificate: unknown, issuedAt: string): string | null {
  if (!isMap(certificate)) return 'certificate'
  const version = certificate.get('ver')
  if (!isString(version) || !/^\d+\.\d+\.\d+$/.test(version)) return 'ver'
  const name = nameFault(certificate.get('nam'))
  if (name) return name
  const birthDate = certificate.get('dob')
  if (!isBirthDate(birthDate) || birthDate > issuedAt) return 'dob'

  const groups = Object.keys(dccKinds).filter((key) => isPresent(certificate.get(key)))
  if (groups.length === 0 || (groups.length > 1 && isRelease(version, 1, 3))) return 'v'
  for (const group of groups) {
    const fault = groupFault(group, certificate.get(group), version)
    if (fault) return fault
  }
  return null
}

/** One nation's software writes the groups it does not use as null. */
function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null
}

function isRelease(version: string, major: number, minor: number): boolean {
  const [ours = 0, theirs = 0] = version.split('.').map(Number)
  return ours > major || (ours === major && theirs >= minor)
}

function nameFault(name: unknown): string | null {
  if (!isMap(name)) return 'nam'
  for (const key of ['fn', 'gn']) {
    const words = name.get(key)
    if (words === undefined) continue
    if (!isString(words, 80) || (words.trim() !== '' && !/\p{L}/u.test(words))) return `nam.${key}`
  }
  for (const key of ['fnt', 'gnt']) {
    const letters = name.get(key)
    if (letters === undefined && key === 'gnt') continue
    if (!isString(letters, 80) || !/^[A-Z<]*$/.test(letters)) return `nam.${key}`
  }
  return null
}

/** A day, a month, a year or nothing; some issuers of 2021 added midnight. */
function isBirthDate(value: unknown): value is string {
  return isString(value) && /^((19|20)\d\d(-\d\d){0,2})?(T\d\d:\d\d:\d\d)?$/.test(value)
}

type Rule = (value: unknown, version: string) => boolean

const text: Rule = (value) => isString(value, 80)
const code: Rule = (value) => isString(value)
const disease: Rule = (value, version) =>
  isString(value) && (value === '840539006' || !isRelease(version, 1, 2))
const count: Rule = (value, version) => isCount(value) && (value >= 1 || !isRelease(version, 1, 2))
const day: Rule = (value) => isString(value) && /^\d{4}-\d\d-\d\d/.test(value) && isMoment(value)
/** A text, or a text under CBOR's own tag for moments. */
const moment: Rule = (value) => {
  const { tag, value: said } = untag(value)
  return (tag === null || tag === 0) && isString(said) && isMoment(said)
}
const country: Rule = (value, version) =>
  isString(value, 10) && (value === '' ? !isRelease(version, 1, 2) : isCountry(value))
/** Organisations of the European Medicines Agency have nine digits; others have names. */
const manufacturer: Rule = (value) =>
  isString(value) && (!value.startsWith('ORG-') || /^ORG-\d{9}$/.test(value))
const optional =
  (rule: Rule): Rule =>
  (value, version) =>
    value === undefined || rule(value, version)

const identified = { co: country, is: text, ci: text }
const rules: Record<string, Record<string, Rule>> = {
  v: { tg: disease, vp: code, mp: code, ma: manufacturer, dn: count, sd: count, dt: day, ...identified },
  t: {
    tg: disease,
    tt: code,
    nm: optional(text),
    ma: optional(code),
    sc: moment,
    tr: code,
    tc: optional(text),
    ...identified,
  },
  r: { tg: disease, fr: day, df: day, du: day, ...identified },
}

function groupFault(group: string, entries: unknown, version: string): string | null {
  if (!Array.isArray(entries) || entries.length < 1) return group
  if (entries.length > 1 && isRelease(version, 1, 3)) return group
  for (const entry of entries as CborMap[]) {
    if (!isMap(entry)) return group
    for (const [key, rule] of Object.entries(rules[group]!)) {
      if (!rule(entry.get(key), version)) return `${group}.${key}`
    }
  }
  return null
}

function isString(value: unknown, maxLength = 200): value is string {
  return typeof value === 'string' && value.length <= maxLength
}

function isMoment(value: string): boolean {
  return !Number.isNaN(Date.parse(value))
}

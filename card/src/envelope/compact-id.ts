import { type Bytes, copyBytes, fromHex, toHex } from './bytes.ts'
import { isBytes } from './strict-cbor.ts'

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A UUID as its 16 bytes. Assumes what the contract checked: the canonical lower-case form. */
export function uuidToBytes(uuid: string): Bytes {
  if (!uuidForm.test(uuid)) throw new TypeError('a UUID in lower-case canonical form is needed here')
  return fromHex(uuid.replaceAll('-', ''))
}

export function uuidFromBytes(value: unknown): string | null {
  if (!isBytes(value) || value.length !== 16) return null
  const hex = toHex(copyBytes(value))
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

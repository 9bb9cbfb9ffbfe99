import { type Bytes, toHex } from './bytes.ts'
import { isBytes } from './strict-cbor.ts'

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A UUID as its 16 bytes. Assumes what the contract checked: the canonical lower-case form. */
export function uuidToBytes(uuid: string): Bytes {
  if (!uuidForm.test(uuid)) throw new TypeError('a UUID in lower-case canonical form is needed here')
  const bytes = new Uint8Array(16)
  let place = 0
  for (let index = 0; index < 36; index += 2) {
    if (uuid[index] === '-') index += 1
    bytes[place++] = (digit(uuid, index) << 4) | digit(uuid, index + 1)
  }
  return bytes
}

export function uuidFromBytes(value: unknown): string | null {
  if (!isBytes(value) || value.length !== 16) return null
  const hex = toHex(value)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function digit(text: string, index: number): number {
  const code = text.charCodeAt(index)
  return code < 58 ? code - 48 : code - 87
}

import { decompressPoint, fromBase64Url, type PublicKey, successionsMax } from '@sentra/card'

/**
 * Reads `trust/root.json`: `{ "rootPublicKey": "<P-256 point, base64 or base64url>" }`. Other members are
 * for other readers. Null when it is not that.
 */
export function readRootKey(bytes: Uint8Array): PublicKey | null {
  try {
    const file: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const text = (file as { rootPublicKey?: unknown } | null)?.rootPublicKey
    return typeof text === 'string' ? decompressPoint(fromBase64Url(text)) : null
  } catch {
    return null
  }
}

/** The successions beside it (`"successions": ["<base64>", …]`): how this root came after the ones before. */
export function readSuccessions(bytes: Uint8Array): Uint8Array<ArrayBuffer>[] {
  try {
    const file: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const list = (file as { successions?: unknown } | null)?.successions
    return (Array.isArray(list) ? list : [])
      .slice(0, successionsMax)
      .flatMap((text: unknown) => (typeof text === 'string' ? [fromBase64Url(text)] : []))
  } catch {
    return []
  }
}

/** Eight groups of four hexadecimal digits, for reading out over the telephone. */
export async function rootFingerprint(key: PublicKey): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', key))
  const digits = Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return digits.match(/.{4}/g)!.join(' ').toUpperCase()
}

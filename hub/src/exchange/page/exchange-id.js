/**
 * One id for one card on this phone, so that pressing the button again after a lost answer is the same exchange and
 * not a second one. The card itself is not kept, only its hash.
 */
export async function exchangeIdOf(cardText) {
  const name = `exchange-${await digest(cardText)}`
  const known = kept(name)
  if (known) return known
  const made = uuid()
  keep(name, made)
  return made
}

const inMemory = new Map()

function kept(name) {
  try {
    return localStorage.getItem(name) ?? inMemory.get(name)
  } catch {
    return inMemory.get(name)
  }
}

function keep(name, id) {
  inMemory.set(name, id)
  try {
    localStorage.setItem(name, id)
  } catch {
    // A window that may keep nothing: the id holds until it is closed.
  }
}

async function digest(cardText) {
  // Without https there is no subtle crypto; the length and ends of a signed text tell two cards apart as well.
  if (!crypto.subtle) return `${cardText.length}-${cardText.slice(-24)}`
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(cardText))
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

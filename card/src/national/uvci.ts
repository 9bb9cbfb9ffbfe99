/**
 * Unique vaccination certificate identifier (eHealth Network, UVCI 1, option 2: one opaque string):
 * `URN:UVCI:01:ID:<immunization, 32 characters>#<check character>`. The same dose always gets the same
 * identifier, so a card made twice is the same card.
 */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/:'

export function uvci(countryCode: string, immunizationId: string): string {
  const body = `URN:UVCI:01:${countryCode}:${immunizationId.replaceAll('-', '').toUpperCase()}`
  return `${body}#${checkCharacter(body)}`
}

/** Luhn mod N, as the guidelines' annex prescribes. */
function checkCharacter(body: string): string {
  let sum = 0
  let factor = 2
  for (const character of Array.from(body).reverse()) {
    const addend = factor * alphabet.indexOf(character)
    sum += Math.floor(addend / alphabet.length) + (addend % alphabet.length)
    factor = 3 - factor
  }
  return alphabet[(alphabet.length - (sum % alphabet.length)) % alphabet.length]!
}

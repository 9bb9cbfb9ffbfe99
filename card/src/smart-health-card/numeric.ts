import { type Refused, refuse } from '../envelope/refused.ts'

/** `shc:/` and, for each character of the JWS, its code less 45 in two digits: QR's numeric mode. */
const prefix = 'shc:/'

export function numericText(jws: string): string {
  return (
    prefix + Array.from(jws, (character) => String(character.charCodeAt(0) - 45).padStart(2, '0')).join('')
  )
}

/** The JWS of a text. Refuses an odd number of digits, a pair above 77 (`z`), and cards in several QRs. */
export function jwsOfNumeric(text: string): string | Refused<'not-a-smart-health-card'> {
  const digits = text.startsWith(prefix) ? text.slice(prefix.length) : ''
  if (digits === '' || digits.length % 2 === 1 || !/^\d+$/.test(digits))
    return refuse('not-a-smart-health-card')
  let jws = ''
  for (let index = 0; index < digits.length; index += 2) {
    const pair = Number(digits.slice(index, index + 2))
    if (pair > 77) return refuse('not-a-smart-health-card')
    jws += String.fromCharCode(pair + 45)
  }
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(jws) ? jws : refuse('not-a-smart-health-card')
}

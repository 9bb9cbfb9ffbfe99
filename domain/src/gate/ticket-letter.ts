import type { Lane } from '@sentra/contract'

/**
 * The letter of a short ticket number, in Indonesian: D darurat, K kembali, P prioritas, U umum. Two people
 * in a loud hall hear at once in which lane a number is.
 */
export const ticketLetter: Readonly<Record<Lane, string>> = {
  emergency: 'D',
  'return-ticket': 'K',
  priority: 'P',
  'walk-in': 'U',
}

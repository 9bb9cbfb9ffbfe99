import type { Text } from '@sentra/contract'

const words: Readonly<Record<string, Text>> = {
  ASTHMA: { id: 'Asma', en: 'Asthma' },
  COPD: { id: 'PPOK', en: 'COPD' },
  TB_ON_TREATMENT_2W_PLUS: {
    id: 'TBC, sudah berobat 2 minggu atau lebih',
    en: 'TB, treated for 2 weeks or more',
  },
  TB_OTHER: { id: 'TBC lainnya', en: 'Other TB' },
  OTHER: { id: 'Lainnya', en: 'Other' },
  MILD: { id: 'Ringan', en: 'Mild' },
  MODERATE: { id: 'Sedang', en: 'Moderate' },
  SEVERE: { id: 'Berat', en: 'Severe' },
}

/** The words of a form's option; a form loaded later may bring options of its own. */
export const optionWords = (option: string): Text => words[option] ?? { id: option, en: option }

import type { Lane, Role, Stage, Text } from '../values/index.ts'

/** Short labels that every screen, slip and report shows the same way. */
export const laneWords: Readonly<Record<Lane, Text>> = {
  emergency: { id: 'Darurat', en: 'Emergency' },
  'return-ticket': { id: 'Tiket kembali', en: 'Return ticket' },
  priority: { id: 'Prioritas', en: 'Priority' },
  'walk-in': { id: 'Datang langsung', en: 'Walk-in' },
}

export const stageWords: Readonly<Record<Stage, Text>> = {
  registration: { id: 'Pendaftaran', en: 'Registration' },
  screening: { id: 'Skrining', en: 'Screening' },
  vaccination: { id: 'Vaksinasi', en: 'Vaccination' },
  observation: { id: 'Observasi', en: 'Observation' },
  card: { id: 'Kartu', en: 'Card' },
  done: { id: 'Selesai', en: 'Done' },
}

/** What somebody may do, as the staff list and a refusal say it. */
export const roleWords: Readonly<Record<Role, Text>> = {
  gate: { id: 'Gerbang', en: 'Gate' },
  registrar: { id: 'Pendaftaran', en: 'Registrar' },
  screener: { id: 'Skrining', en: 'Screener' },
  vaccinator: { id: 'Vaksinator', en: 'Vaccinator' },
  observer: { id: 'Observasi', en: 'Observer' },
  'card-clerk': { id: 'Meja kartu', en: 'Card clerk' },
  coordinator: { id: 'Koordinator', en: 'Coordinator' },
  auditor: { id: 'Pengawas (baca saja)', en: 'Auditor (read only)' },
  administrator: { id: 'Administrator', en: 'Administrator' },
}

/** What screening may decide; REMEASURE and USE_FORM are steps on the way, never the end. */
export const screeningDecisionWords = {
  PROCEED: { id: 'Lanjut', en: 'Proceed' },
  PROCEED_WITH_CONDITION: { id: 'Lanjut dengan syarat', en: 'Proceed with a condition' },
  HOSPITAL_ONLY: { id: 'Hanya di rumah sakit', en: 'In a hospital only' },
  POSTPONE: { id: 'Tunda', en: 'Postpone' },
  REFER: { id: 'Rujuk', en: 'Refer' },
  NOT_GIVEN: { id: 'Tidak diberikan', en: 'Not given' },
  REMEASURE: { id: 'Ukur ulang', en: 'Measure again' },
  USE_FORM: { id: 'Pakai formulir lain', en: 'Use another form' },
} as const satisfies Record<string, Text>

export const turnedAwayWords = {
  'last-day': {
    id: 'Hari terakhir: tidak ada janji untuk besok. Kedatangan Anda dicatat untuk meminta tambahan vaksin.',
    en: 'Last day: there is no promise for tomorrow. Your visit is counted to argue for more vaccine.',
  },
  'tomorrow-full': {
    id: 'Dosis besok sudah dijanjikan semua. Kedatangan Anda dicatat untuk meminta tambahan vaksin.',
    en: 'All of tomorrow’s doses are promised. Your visit is counted to argue for more vaccine.',
  },
  'no-stock': {
    id: 'Vaksin habis. Kedatangan Anda dicatat untuk meminta tambahan vaksin.',
    en: 'There is no vaccine left. Your visit is counted to argue for more vaccine.',
  },
} as const satisfies Record<string, Text>

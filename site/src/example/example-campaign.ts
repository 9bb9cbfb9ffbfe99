import type { CommandName, Role } from '@sentra/contract'
import { addDays } from '@sentra/domain'
import { siteMoment } from '../clock/site-time.ts'
import type { Site } from '../site.ts'

/** One person for each role, so that a newcomer can walk through the whole hall. */
export const exampleStaff: { staffId: string; displayName: string; roles: Role[] }[] = [
  { staffId: 'C-01', displayName: 'Koordinator', roles: ['coordinator'] },
  { staffId: 'G-01', displayName: 'Gerbang', roles: ['gate'] },
  { staffId: 'R-01', displayName: 'Pendaftaran', roles: ['registrar'] },
  { staffId: 'S-01', displayName: 'Skrining', roles: ['screener'] },
  { staffId: 'V-01', displayName: 'Vaksinator', roles: ['vaccinator'] },
  { staffId: 'O-01', displayName: 'Observasi', roles: ['observer'] },
  { staffId: 'K-01', displayName: 'Meja kartu', roles: ['card-clerk'] },
  { staffId: 'P-01', displayName: 'Auditor', roles: ['auditor'] },
]

/** A small campaign that begins today: 200 doses for five days, so 40 a day, and the line is quickly longer than that. */
export function examplePlan(site: Site): [CommandName, unknown][] {
  const { localDate } = siteMoment(site.clock.now(), site.timeZone)
  return [
    [
      'campaign.plan',
      {
        name: 'Contoh: vaksinasi massal',
        placeName: site.siteName,
        productId: 'covid19-biofarma',
        doseNumbers: [1, 2],
        firstDay: localDate,
        days: 5,
        opensAt: '08:00',
        closesAt: '14:00',
        aefiPhone: '119',
      },
    ],
    [
      'stock.receive',
      {
        productId: 'covid19-biofarma',
        lotNumber: 'CONTOH01',
        expirationDate: addDays(localDate, 180),
        vials: 20,
        dosesPerVial: 10,
      },
    ],
    ['session.open', { localDate }],
  ]
}

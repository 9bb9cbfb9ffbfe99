import type { ConsoleSummary, HubCase } from '@sentra/contract'

/** A province on a bad day, to look at: four sites in four states, outages, cases. Nobody in it exists. */
export const busySummary: ConsoleSummary = {
  now: '2021-08-07T06:12:00.000Z',
  localDate: '2021-08-07',
  sites: [
    site('krw-01', 'Stadion Singaperbangsa', 'up', { dosesToday: 312, dosesTotal: 1112, dosesOnHand: 888 }),
    site('krw-02', 'Puskesmas Klari', 'silent', { backlog: 1240, lastHeardAt: '2021-08-07T02:10:00.000Z' }),
    site('krw-03', 'Aula Kecamatan Rengasdengklok Utara', 'quarantined', {
      refusedRecords: 2,
      projectedSize: 410,
    }),
    site('krw-04', 'Puskesmas Cilamaya', 'never', { lastHeardAt: null, logSize: 0, projectedSize: 0 }),
  ],
  totals: {
    patients: 2204,
    doses: 2240,
    dosesToday: 512,
    backlog: 1240,
    nationalCards: 1990,
    localCardsLive: 143,
    cardsExchanged: 611,
    openCases: 3,
  },
  dosesByDay: [
    { localDate: '2021-08-05', siteId: 'krw-01', doses: 400 },
    { localDate: '2021-08-05', siteId: 'krw-02', doses: 210 },
    { localDate: '2021-08-06', siteId: 'krw-01', doses: 400 },
    { localDate: '2021-08-06', siteId: 'krw-02', doses: 718 },
    { localDate: '2021-08-07', siteId: 'krw-01', doses: 512 },
  ],
  outages: [
    outage('4', 'krw-02', 'Puskesmas Klari', '2021-08-07T02:10:00.000Z', null),
    outage('3', 'krw-01', 'Stadion Singaperbangsa', '2021-08-06T07:00:00.000Z', '2021-08-06T09:30:00.000Z'),
    outage('2', 'krw-01', 'Stadion Singaperbangsa', '2021-08-06T03:00:00.000Z', '2021-08-06T03:40:00.000Z'),
    outage('1', 'krw-01', 'Stadion Singaperbangsa', '2021-08-05T04:00:00.000Z', '2021-08-05T08:00:00.000Z'),
  ],
}

export const busyCases: HubCase[] = [
  {
    caseId: '1',
    kind: 'second-dose',
    siteId: 'krw-01',
    eventId: 'e1',
    openedAt: '2021-08-07T05:40:00.000Z',
    summary: 'dose 1 recorded again: 017b1234-0000-7000-8000-000000000101',
  },
  {
    caseId: '2',
    kind: 'refused-record',
    siteId: 'krw-03',
    eventId: 'e2',
    openedAt: '2021-08-06T01:00:00.000Z',
    summary: 'schema: data/lotNumber',
  },
  {
    caseId: '3',
    kind: 'site-forked',
    siteId: 'krw-03',
    eventId: 'e3',
    openedAt: '2021-08-06T00:30:00.000Z',
    waitsForSecond: true,
    summary: 'The site sent another history from record 411 on (epoch 1): a restored or cloned laptop.',
  },
]

function site(
  siteId: string,
  siteName: string,
  state: ConsoleSummary['sites'][number]['state'],
  rest: Partial<ConsoleSummary['sites'][number]>,
): ConsoleSummary['sites'][number] {
  return {
    siteId,
    siteName,
    region: 'krw',
    state,
    lastHeardAt: '2021-08-07T06:11:50.000Z',
    epoch: 1,
    logSize: 9820,
    projectedSize: 9820,
    backlog: 0,
    dosesToday: 0,
    dosesTotal: 410,
    dosesOnHand: 90,
    localCardsLive: 143,
    cardsExchanged: 611,
    nationalCardsReady: 41,
    nationalCardsCollected: 930,
    refusedRecords: 0,
    ...rest,
  }
}

function outage(outageId: string, siteId: string, siteName: string, since: string, until: string | null) {
  return { outageId, siteId, siteName, since, until, cause: 'unreachable', dosesGiven: 61, localCards: 58 }
}

/**
 * What a run of the case is made of, as data: the same program plays Karawang's five days and the
 * short form of the tests. Times of day are the site's own, `HH:MM`.
 */
export interface KarawangPlan {
  readonly name: string
  readonly seed: number
  readonly timeZone: string
  /** Hours east of UTC. The case is on Java, which has no summer time, so one number is enough. */
  readonly utcOffsetHours: number
  readonly firstDay: string
  readonly days: number
  readonly productId: string
  readonly lotNumber: string
  readonly expirationDate: string
  readonly vials: number
  readonly dosesPerVial: number
  /** People who come for the first time, over all days. */
  readonly people: number
  /** At least that many of them on each day: more than the day's share of the stock. */
  readonly comersPerDayMin: number
  readonly opensAt: string
  readonly closesAt: string
  /** First and last arrival of people without a ticket. */
  readonly arrivals: { readonly from: string; readonly until: string }
  /** Holders of return tickets come in this window, because their paper names its end. */
  readonly returnArrivals: { readonly from: string; readonly until: string }
  /** Two hours before closing, as the paper says: places of holders who did not come go to those who did. */
  readonly unclaimedReleasedAt: string
  readonly desks: {
    readonly gate: number
    readonly registration: number
    readonly screening: number
    readonly vaccination: number
    readonly card: number
  }
  /** How long one person takes at a desk, on average. */
  readonly serviceSeconds: {
    readonly registration: number
    readonly screening: number
    readonly vaccination: number
    readonly card: number
  }
  readonly returnProbability: number
  readonly exchangeProbability: number
  /** Of those who exchange: the share who come the same evening when the hub is back. */
  readonly sameEveningProbability: number
  /** This share of the answers to commands is lost on the Wi-Fi; the station asks again. */
  readonly lostAnswerProbability: number
  /** The simulated clock moves in steps of this length. */
  readonly stepSeconds: number
  readonly outages: readonly PlannedOutage[]
  readonly siteKills: readonly { readonly day: number; readonly at: string }[]
  /** Papers fetched as PDF at the end. */
  readonly pdfSample: number
}

/** The hub is killed with SIGKILL at `from` and started again at `until`, which may be after closing. */
export interface PlannedOutage {
  readonly day: number
  readonly from: string
  readonly until: string
}

/** Doses in the plan's delivery. */
export const dosesOf = (plan: KarawangPlan) => plan.vials * plan.dosesPerVial

/** Five days in August 2021: 2,000 doses, five outages (three on one day), the site killed twice. */
export function karawangPlan({ seed, people = 2700 }: { seed: number; people?: number }): KarawangPlan {
  return {
    name: 'Karawang, 5–9 August 2021',
    seed,
    timeZone: 'Asia/Jakarta',
    utcOffsetHours: 7,
    firstDay: '2021-08-05',
    days: 5,
    productId: 'covid19-biofarma',
    lotNumber: '16100321',
    expirationDate: '2021-12-31',
    vials: 200,
    dosesPerVial: 10,
    people,
    comersPerDayMin: Math.min(520, Math.floor(people / 5)),
    opensAt: '07:30',
    closesAt: '17:00',
    arrivals: { from: '06:50', until: '15:45' },
    returnArrivals: { from: '06:50', until: '14:30' },
    unclaimedReleasedAt: '15:00',
    desks: { gate: 2, registration: 3, screening: 2, vaccination: 2, card: 2 },
    serviceSeconds: { registration: 120, screening: 85, vaccination: 75, card: 55 },
    returnProbability: 0.9,
    exchangeProbability: 0.9,
    sameEveningProbability: 0.3,
    lostAnswerProbability: 0.01,
    stepSeconds: 120,
    outages: [
      { day: 1, from: '09:20', until: '11:30' },
      { day: 3, from: '08:30', until: '09:40' },
      { day: 3, from: '11:00', until: '12:50' },
      { day: 3, from: '14:10', until: '18:20' },
      { day: 4, from: '10:10', until: '14:30' },
    ],
    siteKills: [
      { day: 2, at: '10:30' },
      { day: 4, at: '12:10' },
    ],
    pdfSample: 24,
  }
}

/** The same story in two days and eighty doses, for the tests. */
export function shortPlan({ seed }: { seed: number }): KarawangPlan {
  return {
    ...karawangPlan({ seed }),
    name: 'Short form: two days, 80 doses',
    days: 2,
    vials: 8,
    people: 124,
    comersPerDayMin: 54,
    arrivals: { from: '06:50', until: '11:40' },
    returnArrivals: { from: '06:50', until: '10:30' },
    unclaimedReleasedAt: '11:00',
    closesAt: '13:00',
    outages: [{ day: 1, from: '08:30', until: '10:10' }],
    siteKills: [{ day: 2, at: '08:40' }],
    pdfSample: 20,
  }
}

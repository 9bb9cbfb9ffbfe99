import { type Chance, type SyntheticPerson, seededChance, syntheticPeople } from '@sentra/testkit'
import { lineTroubles } from '@sentra/testkit/faults'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** Seven in the morning in Karawang, of the first day. */
export const startAt = '2021-08-05T00:00:00.000Z'

export type Fault =
  | { readonly kind: 'kill-site'; readonly at: number; readonly site: number; readonly forMs: number }
  | {
      readonly kind: 'power-loss'
      readonly at: number
      readonly site: number
      readonly forMs: number
      /** In the middle of which write or sync from then on; 0: between two. */
      readonly operation: number
    }
  | {
      readonly kind: 'line'
      readonly at: number
      readonly site: number
      readonly forMs: number
      readonly condition: (typeof lineTroubles)[number]
    }
  | {
      readonly kind: 'clock-jump'
      readonly at: number
      readonly site: number
      readonly forMs: number
      readonly byMs: number
    }
  | { readonly kind: 'hub-down'; readonly at: number; readonly forMs: number; readonly statements: number }
  | { readonly kind: 'hub-failing'; readonly at: number; readonly forMs: number }
  | { readonly kind: 'hub-slow'; readonly at: number; readonly forMs: number }
  | { readonly kind: 'hub-restored'; readonly at: number; readonly backupAt: number; readonly forMs: number }
  /** The laptop and its disk are gone; a new one begins with a backup. */
  | { readonly kind: 'laptop-lost'; readonly at: number; readonly site: number; readonly backupAt: number }
  /** Somebody starts an old copy in place of the site, and works with it until it is noticed. */
  | {
      readonly kind: 'old-copy-started'
      readonly at: number
      readonly site: number
      readonly backupAt: number
      readonly forMs: number
    }
  /** A copy of the laptop runs beside it. */
  | { readonly kind: 'cloned'; readonly at: number; readonly site: number; readonly forMs: number }

/** Small vials as well as large ones: what is left over, and when a day is full, differ. */
export interface Product {
  readonly productId: string
  readonly dosesPerVial: number
}

const products: readonly Product[] = [
  { productId: 'sinovac-coronavac', dosesPerVial: 2 },
  { productId: 'covid19-biofarma', dosesPerVial: 10 },
]

export interface Plan {
  readonly seed: number
  readonly sites: number
  readonly days: number
  /** Who comes, site by site and day by day, with the hour as milliseconds after seven. */
  readonly people: readonly (readonly (readonly { person: SyntheticPerson; at: number }[])[])[]
  readonly vials: readonly number[]
  readonly product: Product
  readonly walCheckpointPages: readonly number[]
  readonly faults: readonly Fault[]
  /** Whether lines lose, double and delay requests on their own. */
  readonly calmLines: boolean
  /** Nothing may be left out: every vaccinated person has a card when the day is over. */
  readonly everyoneHasACard: boolean
}

/** Everything chance has in store for one seed, drawn beforehand. */
export function drawPlan(seed: number, sites: number, days: number): Plan {
  const chance = seededChance(seed).fork('plan')
  const product = chance.pick(products)
  const perDay = Array.from({ length: sites }, () => Array.from({ length: days }, () => chance.integer(1, 5)))
  const people = syntheticPeople(
    chance.fork('people'),
    perDay.flat().reduce((sum, each) => sum + each, 0),
  )
  return {
    seed,
    sites,
    days,
    people: perDay.map((counts) =>
      counts.map((count) =>
        people.splice(0, count).map((person) => ({ person, at: hour + chance.number() * 4.5 * hour })),
      ),
    ),
    // Sometimes a little less than who comes: the last day is then the hard one.
    vials: perDay.map((counts) =>
      Math.max(
        1,
        Math.ceil(
          (counts.reduce((sum, each) => sum + each, 0) * (0.7 + chance.number())) / product.dosesPerVial,
        ),
      ),
    ),
    product,
    walCheckpointPages: perDay.map(() => chance.pick([20, 60, 200, 4_000])),
    faults: drawFaults(chance.fork('faults'), sites, days),
    calmLines: false,
    everyoneHasACard: false,
  }
}

function drawFaults(chance: Chance, sites: number, days: number): Fault[] {
  const faults: Fault[] = []
  const sometime = (from = 0, until = days) => (from + chance.number() * (until - from)) * day
  /** In working hours, where it hurts. */
  const atWork = () => Math.floor(chance.number() * days) * day + (0.5 + chance.number() * 8) * hour
  const some = (mean: number) => Math.floor(mean + chance.number())
  const forMs = (longest: number) => Math.round(minute + chance.number() ** 2 * longest)
  const siteDays = sites * days
  const anySite = () => chance.integer(0, sites - 1)
  for (let count = some(siteDays * 0.25); count > 0; count -= 1)
    faults.push({ kind: 'kill-site', at: atWork(), site: anySite(), forMs: forMs(20 * minute) })
  for (let count = some(siteDays * 0.4); count > 0; count -= 1)
    faults.push({
      kind: 'power-loss',
      at: atWork(),
      site: anySite(),
      forMs: forMs(90 * minute),
      operation: chance.happens(0.2) ? 0 : chance.integer(1, 60),
    })
  for (let count = some(siteDays * 0.4); count > 0; count -= 1)
    faults.push({
      kind: 'line',
      at: atWork(),
      site: anySite(),
      forMs: forMs(30 * hour),
      condition: chance.pick(lineTroubles),
    })
  for (let count = some(siteDays * 0.05); count > 0; count -= 1)
    faults.push({
      kind: 'clock-jump',
      at: atWork(),
      site: anySite(),
      forMs: forMs(5 * hour),
      byMs: chance.pick([-51 * 365, -400, -1, 1, 40, 5 * 365]) * day + chance.integer(-hour, hour),
    })
  for (let count = some(days * 0.5); count > 0; count -= 1)
    faults.push({
      kind: 'hub-down',
      at: atWork(),
      forMs: forMs(10 * hour),
      statements: chance.happens(0.2) ? 0 : chance.integer(1, 40),
    })
  for (let count = some(days * 0.2); count > 0; count -= 1)
    faults.push({ kind: 'hub-failing', at: atWork(), forMs: forMs(3 * hour) })
  for (let count = some(days * 0.2); count > 0; count -= 1)
    faults.push({ kind: 'hub-slow', at: atWork(), forMs: forMs(5 * hour) })
  return [...faults, ...drawRestores(chance, sites, days, sometime)].sort((one, other) => one.at - other.at)
}

/** History that goes backwards: at most once for each site and once for the hub, in any order. */
function drawRestores(
  chance: Chance,
  sites: number,
  days: number,
  sometime: (from: number, until: number) => number,
): Fault[] {
  const faults: Fault[] = []
  if (chance.happens(0.3)) {
    const at = sometime(0.6, Math.max(0.9, days * 0.9))
    // Every site had enrolled by then; one that had not would be a stranger.
    const backupAt = Math.max(2 * hour, at * (0.2 + 0.7 * chance.number()))
    faults.push({ kind: 'hub-restored', at, backupAt, forMs: 30 * minute })
  }
  for (let site = 0; site < sites; site += 1) {
    if (!chance.happens(0.12)) continue
    const at = sometime(0.4, days - 0.2)
    const backupAt = at * (0.1 + 0.85 * chance.number())
    const kind = chance.pick(['laptop-lost', 'old-copy-started', 'cloned'] as const)
    const forMs = Math.round(hour + chance.number() * 20 * hour)
    faults.push(
      kind === 'laptop-lost'
        ? { kind, at, site, backupAt }
        : kind === 'cloned'
          ? { kind, at, site, forMs }
          : { kind, at, site, backupAt, forMs },
    )
  }
  return faults
}

/** The calendar day in Karawang: seven hours ahead, all year. */
export function localDateOf(at: Date): string {
  return new Date(at.getTime() + 7 * hour).toISOString().slice(0, 10)
}

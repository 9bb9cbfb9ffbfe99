import { join } from 'node:path'
import { seededChance } from '@sentra/testkit'
import type { CheckResult, Evidence } from '../checks/evidence.ts'
import { runChecks } from '../checks/index.ts'
import { HubClient } from '../client/hub-client.ts'
import type { AcknowledgedCommand } from '../client/site-client.ts'
import { CardDesk } from '../clinic/card-desk.ts'
import { type ClinicDay, playDay, playEvening, playExchangeMorning } from '../clinic/clinic-day.ts'
import { ColdBox } from '../clinic/cold-box.ts'
import { Coordinator } from '../clinic/coordinator.ts'
import { GateDesk } from '../clinic/gate-desk.ts'
import { Hall } from '../clinic/hall.ts'
import { ObservationDesk } from '../clinic/observation-desk.ts'
import { RegistrationDesk } from '../clinic/registration-desk.ts'
import type { Sample } from '../clinic/samples.ts'
import { ScreeningDesk } from '../clinic/screening-desk.ts'
import { enrolTeam, type Team } from '../clinic/team.ts'
import { VaccinationDesk } from '../clinic/vaccination-desk.ts'
import { newVisitor } from '../clinic/visitor.ts'
import { OfflineVerifier } from '../paper/offline-verifier.ts'
import { drawComers } from '../people/comers.ts'
import { OutageDriver, type PlayedOutage } from '../world/outage-driver.ts'
import { SimulatedClock } from '../world/simulated-clock.ts'
import { World } from '../world/world.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { dosesOf, type KarawangPlan } from './plan.ts'
import { momentOf } from './plan-time.ts'
import type { Progress } from './progress.ts'

/** What a run leaves behind: enough to judge it, draw it, and play it again. */
export interface KarawangRun {
  readonly evidence: Evidence
  readonly results: readonly CheckResult[]
  readonly samples: readonly Sample[]
  readonly outages: readonly PlayedOutage[]
  readonly machine: {
    readonly realSeconds: number
    readonly requests: number
    readonly startUps: readonly { what: string; milliseconds: number }[]
    readonly memoryMebibytes: { readonly hub: number; readonly site: number }
    readonly finalDrainSeconds: number
  }
}

/**
 * Plays the plan on a real hub and a real site, and judges it from outside. The caller owns the world:
 * stop it and remove its data, also when this throws.
 */
export async function runKarawang(
  plan: KarawangPlan,
  world: World,
  progress: Progress,
): Promise<KarawangRun> {
  const from = performance.now()
  const chance = seededChance(plan.seed)
  progress(
    `${plan.name}: seed ${plan.seed}, ${plan.people} people, ${dosesOf(plan)} doses, ${plan.days} days`,
  )
  await world.startHub()
  await world.startSite()
  progress(
    `hub and site are up (${world.startUps.map(({ what, milliseconds }) => `${what} ${milliseconds} ms`).join(', ')})`,
  )

  const acknowledged: AcknowledgedCommand[] = []
  const team = await enrolTeam(world, plan, chance.fork('team'), acknowledged)
  await team.coordinator.signIn()
  await prepareCampaign(plan, team)
  const { who, pin } = world.hubCredentials[0] ?? { who: '', pin: '' }
  const hub = new HubClient(world.hubHttp, { name: who, password: pin })
  const clinic = setUpClinic(plan, world, team, chance)
  const { outages, samples, hall, verifier } = clinic
  await outages.drained()

  for (let day = 1; day <= plan.days; day += 1) {
    if (!outages.isDown) await verifier.refresh(hub)
    const requests = world.siteHttp.requests
    const dayFrom = performance.now()
    await playDay(clinic, day)
    await playEvening(clinic, day)
    const seconds = (performance.now() - dayFrom) / 1000
    const given = hall.visitors.filter((visitor) =>
      visitor.days.some((each) => each.day === day && each.outcome === 'vaccinated'),
    )
    progress(
      `day ${day}: ${given.length} doses, ${world.siteHttp.requests - requests} requests in ${seconds.toFixed(1)} s, hub killed ${world.hubKills} ×, site killed ${world.siteKills} ×`,
    )
  }
  await outages.ensureUp()
  await playExchangeMorning(clinic, plan.days + 1)
  const finalDrainSeconds = await outages.drained()
  await hub.signIn()
  await settled(hub, hall)
  await verifier.refresh(hub)
  progress('everything drained; judging from outside')
  const memoryMebibytes = world.memoryMebibytes()
  const evidence = await gatherEvidence({
    plan,
    world,
    team,
    hub,
    verifier,
    visitors: hall.visitors,
    acknowledged,
  })
  const results = await runChecks(evidence)
  return {
    evidence,
    results,
    samples,
    outages: outages.played,
    machine: {
      realSeconds: Math.round((performance.now() - from) / 100) / 10,
      requests: world.siteHttp.requests + world.hubHttp.requests,
      startUps: world.startUps,
      memoryMebibytes,
      finalDrainSeconds,
    },
  }
}

/** A world for a plan: its clock stands at three in the afternoon of the day before. */
export function makeWorld(plan: KarawangPlan): Promise<World> {
  return World.make((directory) => new SimulatedClock(join(directory, 'clock'), momentOf(plan, 0, '15:00')))
}

async function prepareCampaign(plan: KarawangPlan, team: Team): Promise<void> {
  await team.coordinator.must('campaign.plan', {
    name: 'Vaksinasi massal Karawang',
    placeName: 'Stadion Singaperbangsa',
    productId: plan.productId,
    doseNumbers: [1],
    firstDay: plan.firstDay,
    days: plan.days,
    opensAt: plan.opensAt,
    closesAt: plan.closesAt,
    aefiPhone: '119',
  })
  await team.coordinator.must('stock.receive', {
    productId: plan.productId,
    lotNumber: plan.lotNumber,
    expirationDate: plan.expirationDate,
    vials: plan.vials,
    dosesPerVial: plan.dosesPerVial,
  })
}

function setUpClinic(
  plan: KarawangPlan,
  world: World,
  team: Team,
  chance: ReturnType<typeof seededChance>,
): ClinicDay & { samples: Sample[]; verifier: OfflineVerifier } {
  const hall = new Hall(plan, world.clock, drawComers(plan, chance.fork('comers')).map(newVisitor))
  const coldBox = new ColdBox(hall)
  const verifier = new OfflineVerifier()
  const numbered = <T>(clients: readonly T[], make: (client: T, at: number) => ClinicDay['desks'][number]) =>
    clients.map((client, at) => make(client, at + 1))
  const cardDesks = numbered(
    team.card,
    (client, at) =>
      new CardDesk(`Kartu ${at}`, client, hall, { verifier, hubIsUp: () => world.hubIsRunning }),
  )
  const desks = [
    ...numbered(team.gate, (client, at) => new GateDesk(`Gerbang ${at}`, client, hall, at === 1)),
    ...numbered(team.registration, (client, at) => new RegistrationDesk(`Meja ${at}`, client, hall)),
    ...numbered(team.screening, (client, at) => new ScreeningDesk(`Skrining ${at}`, client, hall)),
    ...numbered(team.vaccination, (client, at) => new VaccinationDesk(`Vaksin ${at}`, client, hall, coldBox)),
    new ObservationDesk('Observasi', team.observation, hall),
    ...cardDesks,
  ]
  return {
    world,
    plan,
    hall,
    team,
    coordinator: new Coordinator(team.coordinator, hall, coldBox),
    desks,
    cardDesks,
    outages: new OutageDriver(world, plan, team.coordinator),
    samples: [],
    verifier,
  }
}

/** The hub accepts first and projects afterwards: wait until its own page shows every dose and exchange. */
async function settled(hub: HubClient, hall: Hall): Promise<void> {
  const doses = hall.visitors.filter((visitor) => visitor.immunizationId).length
  const exchanged = hall.visitors.filter((visitor) => visitor.papers.some((paper) => paper.withdrawn)).length
  const giveUpAt = performance.now() + 30_000
  for (;;) {
    const { totals, sites } = await hub.summary()
    const projected = sites.every((site) => site.projectedSize >= site.logSize)
    if (projected && totals.doses >= doses && totals.cardsExchanged >= exchanged) break
    if (performance.now() > giveUpAt) return // the checks will name what is missing
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  // Status lists are rewritten at most once a second.
  await new Promise((resolve) => setTimeout(resolve, 1500))
}

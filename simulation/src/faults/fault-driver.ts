import type { VirtualTime } from '@sentra/testkit/faults'
import type { Hall } from './clinic.ts'
import { ask } from './clinic.ts'
import type { Backup } from './hub-database.ts'
import { Laptop } from './laptop.ts'
import { type Fault, hour, minute } from './plan.ts'
import { joinedImage, logOn } from './restores.ts'
import { watchDrain } from './watch-drain.ts'
import type { World } from './world.ts'

/** Makes the faults of the plan happen, each at its moment, and mends what people would mend. */
export function driveFaults(world: World): Promise<void>[] {
  return world.plan.faults.map((fault) => drive(world, fault))
}

async function drive(world: World, fault: Fault): Promise<void> {
  const { hub, database, halls, beginsAt, time } = world
  const until = (at: number) => untilMoment(time, beginsAt + at)
  if (fault.kind === 'hub-restored') {
    await until(fault.backupAt)
    const backup = await database.copy()
    await until(fault.at)
    await restoreHub(world, backup, fault.forMs)
    return
  }
  if (fault.kind === 'laptop-lost' || fault.kind === 'old-copy-started') {
    const hall = halls[fault.site]!
    await until(fault.backupAt)
    const backup = hall.laptop.image()
    await until(fault.at)
    if (hall.laptop.epochOnDisk() === null) return
    world.counts.add(fault.kind)
    if (fault.kind === 'laptop-lost') await loseLaptop(world, hall, backup)
    else await workOnCopy(world, hall, backup, fault.forMs)
    return
  }
  await until(fault.at)
  if (world.calm) return
  if (fault.kind === 'hub-down') return hubDown(world, fault)
  if (fault.kind === 'hub-failing') {
    world.counts.add(fault.kind)
    hub.failing = true
    await time.sleep(fault.forMs)
    hub.failing = false
    return
  }
  if (fault.kind === 'hub-slow') {
    world.counts.add(fault.kind)
    for (const hall of halls) world.network.set(hall.laptop.name, 'slow')
    await time.sleep(fault.forMs)
    for (const hall of halls) world.network.set(hall.laptop.name, 'up')
    return
  }
  const hall = halls[fault.site]!
  if (hall.outOfService) return
  const { laptop } = hall
  if (fault.kind === 'line') {
    world.counts.add(`line-${fault.condition}`)
    world.network.set(laptop.name, fault.condition)
    await time.sleep(fault.forMs)
    world.network.set(laptop.name, 'up')
  } else if (fault.kind === 'clock-jump') {
    world.counts.add(fault.kind)
    laptop.clockOffMs = fault.byMs
    await time.sleep(fault.forMs)
    laptop.clockOffMs = 0
  } else if (fault.kind === 'cloned') {
    world.counts.add(fault.kind)
    await workBesideClone(world, hall, fault.forMs)
  } else {
    if (laptop.site === null) return
    world.counts.add(fault.kind)
    if (fault.kind === 'kill-site') laptop.kill()
    else if (fault.operation === 0) laptop.losePower()
    else laptop.losePowerAfter(fault.operation, () => world.counts.add('power-lost-in-a-write'))
    await time.sleep(fault.forMs)
    if (laptop.site === null && !hall.outOfService && hall.laptop === laptop) await laptop.start()
  }
}

async function hubDown(world: World, fault: { forMs: number; statements: number }): Promise<void> {
  const { hub, time, counts } = world
  if (!hub.alive) return
  counts.add('hub-down')
  if (fault.statements > 0) hub.killAfter(fault.statements, () => counts.add('hub-killed-at-work'))
  else await hub.kill()
  await time.sleep(fault.forMs)
  await hub.kill()
  await world.receipts.holdAfterKill()
  hub.start()
  if (world.plan.everyoneHasACard) await watchDrain(world, fault.forMs)
}

/** The database is put back to an older state, and the hub starts on it. */
async function restoreHub(world: World, backup: Backup, forMs: number): Promise<void> {
  const { hub, database, time, counts, receipts } = world
  while (world.halls.some(({ outOfService }) => outOfService)) await time.sleep(10 * minute)
  counts.add('hub-restored')
  await hub.kill()
  await time.sleep(forMs)
  const before = await Promise.all(world.halls.map((hall) => idsAtHub(world, hall)))
  await database.replaceWith(backup)
  await hub.beginAfterRestore()
  receipts.forget()
  hub.start()
  for (const [index, hall] of world.halls.entries()) await forgetTwiceGone(world, hall, before[index]!)
  for (const hall of world.halls) await enrolAgainIfForgotten(world, hall)
}

/** What a lost laptop had written was at the hub alone, until it came back from there. */
async function forgetTwiceGone(world: World, hall: Hall, before: ReadonlySet<string>): Promise<void> {
  const epoch = hall.laptop.epochOnDisk()
  const beganAnew = epoch !== null && (epoch > 1 || hall.outOfService)
  if (!beganAnew) return
  const here = new Set(logOn(world.engines, hall.laptop.image()).eventIds)
  const atHub = await idsAtHub(world, hall)
  const gone = world.acknowledged
    .of(hall.laptop.name)
    .filter((id) => before.has(id) && !here.has(id) && !atHub.has(id))
  forget(world, hall, gone)
}

async function idsAtHub({ database }: World, { name }: Hall): Promise<ReadonlySet<string>> {
  const rows = await database.rows<{ id: string }>(
    'SELECT event_id AS id FROM journal_events WHERE site_id = $1 AND event_id IS NOT NULL',
    [name],
  )
  return new Set(rows.map(({ id }) => id))
}

function forget({ acknowledged, counts }: World, { laptop }: Hall, lost: readonly string[]): void {
  acknowledged.forget(laptop.name, new Set(lost))
  counts.add('events-gone-with-a-laptop', lost.length)
}

/** A site that was restored itself after the backup has an epoch that the hub does not know: it begins another one. */
async function enrolAgainIfForgotten(world: World, hall: Hall): Promise<void> {
  const [known] = await world.database.rows<{ epoch: number }>('SELECT epoch FROM sites WHERE site_id = $1', [
    hall.name,
  ])
  const epoch = hall.laptop.epochOnDisk()
  if (hall.outOfService || epoch === null || epoch === known?.epoch) return
  world.counts.add('enrolled-again')
  hall.outOfService = true
  hall.laptop.kill()
  await beginAnew(world, hall, [hall.laptop.image()])
}

/** Gone with its disk. What was on it, in no backup and not at the hub (or no longer: it was restored), is nowhere any more. */
async function loseLaptop(world: World, hall: Hall, backup: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const { engines, time } = world
  hall.outOfService = true
  hall.laptop.kill()
  const gone = logOn(engines, hall.laptop.image())
  // What is left of it. A hub that is being restored meanwhile finds no more than this here.
  hall.laptop.putIn(backup)
  const kept = new Set(logOn(engines, backup).eventIds)
  const atHub = await idsAtHub(world, hall)
  forget(
    world,
    hall,
    gone.eventIds.filter((id) => !atHub.has(id) && !kept.has(id)),
  )
  await time.sleep(2 * hour)
  await beginAnew(world, hall, [backup])
}

/** Somebody starts an old copy, and the clinic works on it; then both disks are joined. */
async function workOnCopy(
  world: World,
  hall: Hall,
  backup: ReadonlyMap<string, Uint8Array>,
  forMs: number,
): Promise<void> {
  const original = hall.laptop
  await original.stop()
  original.kill()
  const copy = new Laptop(world, original.identity, original.enrolmentCode, `${original.name}+copy`, backup)
  hall.laptop = copy
  hall.vialId = null
  await copy.start()
  await world.time.sleep(forMs)
  hall.outOfService = true
  copy.kill()
  hall.laptop = original
  world.acknowledged.join(copy.name, original.name)
  await beginAnew(world, hall, [copy.image(), original.image()])
}

/** A clone runs beside the site: somebody admits people on it, too. */
async function workBesideClone(world: World, hall: Hall, forMs: number): Promise<void> {
  const { laptop } = hall
  const clone = new Laptop(
    world,
    laptop.identity,
    laptop.enrolmentCode,
    `${laptop.name}+clone`,
    laptop.image(),
  )
  await clone.start()
  const beside: Hall = { ...hall, laptop: clone, vialId: null, inside: 0 }
  for (let index = 0; index < 3; index += 1) {
    await world.time.sleep(forMs / 4)
    const holder = { fullName: `Tamu ${'ABC'[index]}`, birthDate: '1980-01-01' }
    await ask(beside, 'gate.admit', { holder, need: 'none' }, 'G-02', { tries: 3 })
  }
  await world.time.sleep(forMs / 4)
  hall.outOfService = true
  clone.kill()
  hall.laptop.kill()
  world.acknowledged.join(clone.name, hall.laptop.name)
  await beginAnew(world, hall, [clone.image(), hall.laptop.image()])
}

/** `sentra site restore`, a fresh code, and on with the work. */
async function beginAnew(
  world: World,
  hall: Hall,
  images: readonly ReadonlyMap<string, Uint8Array>[],
): Promise<void> {
  const { engines, hub, time } = world
  await time.sleep(20 * minute)
  const { image, notShown } = joinedImage(engines, hall.laptop.identity, images)
  hall.notShown += notShown
  hall.laptop.putIn(image)
  hall.laptop.enrolmentCode = await hub.enrolmentCode(hall.name)
  hall.vialId = null
  hall.outOfService = false
  await hall.laptop.start()
}

async function untilMoment(time: VirtualTime, moment: number): Promise<void> {
  if (moment > time.now()) await time.sleep(moment - time.now())
}

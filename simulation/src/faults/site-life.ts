import { closeDay, type Hall, openDay, planCampaign } from './clinic.ts'
import { day, hour, localDateOf, minute } from './plan.ts'
import { visit } from './visitor.ts'
import type { World } from './world.ts'

/** A site's days: the laptop goes on in the morning, people come, the day is closed, the laptop goes off or not. */
export async function liveAtSite(world: World, hall: Hall, index: number): Promise<void> {
  const { time, plan, beginsAt } = world
  const until = async (moment: number) => {
    if (moment > time.now()) await time.sleep(moment - time.now())
  }
  const visits: Promise<void>[] = []
  for (let today = 0; today < plan.days; today += 1) {
    const morning = beginsAt + today * day
    await until(morning + 30 * minute)
    if (!hall.outOfService) await hall.laptop.start()
    if (today === 0) {
      await planCampaign(hall, {
        firstDay: localDateOf(new Date(beginsAt)),
        days: plan.days,
        vials: plan.vials[index]!,
        product: plan.product,
      })
    }
    const opened = await openDay(hall)
    const localDate = localDateOf(new Date(time.now()))
    for (const { person, at } of opened ? plan.people[index]![today]! : [])
      visits.push(until(morning + at).then(() => visit(hall, person)))
    await until(morning + 8.5 * hour)
    for (let waited = 0; hall.inside > 0 && waited < 12; waited += 1) await time.sleep(15 * minute)
    await closeDay(hall, localDate)
    await until(morning + 12 * hour)
    if (today < plan.days - 1 && !plan.everyoneHasACard && hall.chance.happens(0.7)) await hall.laptop.stop()
  }
  await Promise.all(visits)
}

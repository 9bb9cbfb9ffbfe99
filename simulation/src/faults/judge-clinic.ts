import type { Hall } from './clinic.ts'
import { withImage } from './restores.ts'
import type { World } from './world.ts'

/** Doses, vials, cards and quota of one site: in its own views, and in the hub's. */
export async function judgeClinic(world: World, hall: Hall): Promise<void> {
  const { engines, database, violation, counts } = world
  const site = withImage(engines, hall.laptop.image(), (db) => {
    const number = (sql: string) => db.prepare(sql).pluck().get() as unknown as number
    return {
      doses: number('SELECT count(*) FROM immunizations'),
      drawn: number('SELECT coalesce(sum(doses_drawn), 0) FROM vials'),
      local: number('SELECT count(*) FROM local_cards'),
      live: number("SELECT count(*) FROM local_cards WHERE state = 'live'"),
      exchanged: number("SELECT count(*) FROM local_cards WHERE state = 'exchanged'"),
      voided: number("SELECT count(*) FROM local_cards WHERE state = 'void'"),
      collected: number('SELECT count(*) FROM national_cards_collected'),
      withoutCard: number(
        `SELECT count(*) FROM immunizations i WHERE
           NOT EXISTS (SELECT 1 FROM local_cards l WHERE l.immunization_id = i.immunization_id AND l.state = 'live')
           AND NOT EXISTS (SELECT 1 FROM national_cards_collected c WHERE c.immunization_id = i.immunization_id)`,
      ),
      twoLive: number(
        `SELECT count(*) FROM immunizations i WHERE
           (SELECT count(*) FROM local_cards l WHERE l.immunization_id = i.immunization_id AND l.state = 'live')
           + (SELECT count(*) FROM national_cards_collected c WHERE c.immunization_id = i.immunization_id) > 1`,
      ),
      overQuota: number(
        `SELECT count(*) FROM (SELECT local_date, count(*) AS doses FROM immunizations GROUP BY local_date) AS given
         JOIN sessions USING (local_date) WHERE given.doses > sessions.quota`,
      ),
      withoutNational: number(
        `SELECT count(*) FROM immunizations i WHERE
           NOT EXISTS (SELECT 1 FROM national_cards n WHERE n.immunization_id = i.immunization_id)
           AND NOT EXISTS (SELECT 1 FROM national_cards_collected c WHERE c.immunization_id = i.immunization_id)`,
      ),
    }
  })
  const must = (holds: boolean, what: string) => {
    if (!holds) violation(`${hall.name}: ${what} ${JSON.stringify(site)}`)
  }
  must(site.doses === site.drawn, 'doses given and doses drawn from vials differ')
  must(site.local === site.live + site.exchanged + site.voided, 'a local card is in no state')
  must(site.withoutCard === 0, 'somebody who was vaccinated has no card')
  must(site.doses === site.live + site.collected, 'doses and cards differ')
  must(site.twoLive === 0, 'a dose has two live cards')
  must(site.overQuota === 0 || hall.notShown > 0, 'a day gave more than its quota')
  must(site.withoutNational === 0, 'a national card never came')

  const [hub] = await database.rows<Record<string, number>>(
    `SELECT (SELECT count(*) FROM doses WHERE site_id = $1) AS doses,
            (SELECT count(*) FROM cards_local WHERE site_id = $1) AS local,
            (SELECT count(*) FROM cards_local WHERE site_id = $1 AND state = 'live') AS live,
            (SELECT count(*) FROM cards_national WHERE site_id = $1 AND state = 'collected') AS collected,
            (SELECT count(*) FROM cases WHERE site_id = $1 AND kind = 'card-conflict') AS cases,
            (SELECT count(*) FROM (SELECT immunization_id FROM minted_cards WHERE site_id = $1
               GROUP BY immunization_id, generation HAVING count(*) > 1) AS twice) AS minted_twice`,
    [hall.name],
  )
  const same = hall.notShown > 0 || (hub!.doses === site.doses && hub!.local === site.local)
  // A restored hub that has forgotten a site's certificate suspends the cards made with it and asks a person: a case, not a loss.
  const isForAPerson = counts.of('enrolled-again') > 0 && hub!.cases! > 0
  const sameCards = hall.notShown > 0 || isForAPerson || hub!.collected === site.collected
  if (!same || !sameCards || hub!.minted_twice !== 0)
    violation(`${hall.name}: site ${JSON.stringify(site)} and hub ${JSON.stringify(hub)} do not agree`)
}

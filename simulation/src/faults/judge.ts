import { Journal, scrubDatabase } from '@sentra/journal'
import { merkleRoot } from '../checks/merkle-root.ts'
import type { Hall } from './clinic.ts'
import { judgeClinic } from './judge-clinic.ts'
import { withImage } from './restores.ts'
import type { World } from './world.ts'

interface HubEvent {
  readonly epoch: number
  readonly seq: number
  readonly event_id: string | null
  readonly type: string | null
  readonly body: string
  readonly outcome: string
  readonly reason: string | null
}

/** Looks at what is stored, at every site and at the hub, and says what is not as it was promised. Answers with the events. */
export async function judge(world: World): Promise<number> {
  let events = 0
  for (const hall of world.halls) {
    const hubEvents = await world.database.rows<HubEvent>(
      `SELECT epoch, seq, event_id, type, body, outcome, reason FROM journal_events
       WHERE site_id = $1 ORDER BY epoch, seq`,
      [hall.name],
    )
    const lines = linesOf(world, hall)
    events += lines.length
    judgeLog(world, hall, lines, hubEvents)
    await judgeHead(world, hall, lines)
    await judgeClinic(world, hall)
  }
  await judgeNumbers(world)
  return events
}

/** The site's own log, read from the disk after everything was hashed again. */
function linesOf(world: World, hall: Hall): string[] {
  const { engines, violation } = world
  return withImage(engines, hall.laptop.image(), (database) => {
    const epoch = hall.laptop.epochOnDisk()!
    const scrub = scrubDatabase(database, hall.name, epoch)
    if (!scrub.sound) violation(`${hall.name}: the file is not sound: ${scrub.finding} ${scrub.what}`)
    const journal = new Journal({
      database,
      site: hall.name,
      epoch,
      logKey: hall.laptop.identity.keys.logKey,
      clock: { now: () => hall.laptop.now() },
      project: () => {},
      verifyOnOpen: true,
    })
    return journal.lines(1, journal.size).map(({ line }) => line)
  })
}

function judgeLog(world: World, hall: Hall, lines: readonly string[], hubEvents: readonly HubEvent[]): void {
  const { acknowledged, violation } = world
  const ids = lines.map((line) => (JSON.parse(line) as { eventId: string }).eventId)
  const here = new Set(ids)
  if (here.size !== ids.length) violation(`${hall.name}: an event is in the log twice`)
  const lost = acknowledged.of(hall.laptop.name).filter((id) => !here.has(id))
  if (lost.length > 0)
    violation(`${hall.name}: ${lost.length} acknowledged events are lost, first ${lost[0]}`)

  const accepted = new Map<string, number>()
  for (const { event_id: id, outcome, reason, seq, type } of hubEvents) {
    if (outcome === 'refused') violation(`${hall.name}: the hub refused event ${seq} (${type}): ${reason}`)
    if (id !== null && outcome === 'accepted') accepted.set(id, (accepted.get(id) ?? 0) + 1)
  }
  const twice = [...accepted].filter(([, times]) => times > 1)
  if (twice.length > 0) violation(`${hall.name}: the hub counts ${twice.length} events twice`)
  const missing = ids.filter((id) => !accepted.has(id))
  if (missing.length > 0)
    violation(`${hall.name}: the hub has not got ${missing.length} of ${ids.length} events`)
  const alone = [...accepted.keys()].filter((id) => !here.has(id))
  if (alone.length > 0) violation(`${hall.name}: the hub has ${alone.length} events that the site has not`)

  const epoch = hall.laptop.epochOnDisk()
  const now = hubEvents.filter((event) => event.epoch === epoch)
  const different = now.findIndex(({ body }, index) => body !== lines[index])
  if (different !== -1) violation(`${hall.name}: event ${different + 1} is another text at the hub`)
}

/** The roots agree with one computed from the definition. */
async function judgeHead(world: World, hall: Hall, lines: readonly string[]): Promise<void> {
  const [head] = await world.database.rows<{ size: number; root: Buffer; receipt: string }>(
    'SELECT size, root, receipt FROM journal_heads WHERE site_id = $1 ORDER BY epoch DESC LIMIT 1',
    [hall.name],
  )
  if (head === undefined || head.size !== lines.length)
    world.violation(`${hall.name}: the hub has signed for ${head?.size ?? 0} of ${lines.length} events`)
  else if (!merkleRoot(lines).equals(Buffer.from(head.root)))
    world.violation(`${hall.name}: the root at the hub does not follow from the events`)
  else if (!head.receipt.includes(Buffer.from(head.root).toString('base64')))
    world.violation(`${hall.name}: the receipt is for another root`)
}

interface NumberedCard {
  readonly cardId: string
  readonly list: string
  readonly number: number
}

/**
 * No number of a card stands for two cards: whoever makes the one void would make the other void with it. Looked at
 * where cards are: in people's hands, as the sites know them, and at the hub.
 */
async function judgeNumbers(world: World): Promise<void> {
  const { database, engines, halls, violation, counts } = world
  const atHub = await database.rows<NumberedCard>(
    `SELECT card_id AS "cardId", status_list AS list, status_index AS number FROM cards_local
     UNION ALL SELECT national_card_id, status_list, status_index FROM minted_cards`,
  )
  const atSites = halls.flatMap((hall) =>
    withImage(
      engines,
      hall.laptop.image(),
      (db) =>
        db
          .prepare(
            `SELECT card_id AS cardId, status_list AS list, status_index AS number FROM local_cards
             UNION ALL SELECT national_card_id, status_list, status_index FROM national_cards`,
          )
          .all() as NumberedCard[],
    ),
  )
  const cards = new Map<string, Set<string>>()
  const numbers = new Map<string, Set<string>>()
  for (const { cardId, list, number } of [...atHub, ...atSites]) {
    const place = `${list} ${number}`
    cards.set(place, (cards.get(place) ?? new Set()).add(cardId))
    numbers.set(cardId, (numbers.get(cardId) ?? new Set()).add(place))
  }
  const shared = [...cards.values()].filter((ids) => ids.size > 1).length
  const changed = [...numbers.values()].filter((places) => places.size > 1).length
  if (shared > 0) violation(`${shared} card numbers stand for more than one card`)
  // A card that a restored hub has forgotten and that somebody holds is made anew there, and keeps its paper.
  if (changed > 0 && counts.of('hub-restored') === 0)
    violation(`${changed} cards have another number at the hub than on the paper`)
}

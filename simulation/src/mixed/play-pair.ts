import type { CheckResult } from '../checks/evidence.ts'
import { HttpClient } from '../client/http-client.ts'
import { HubClient } from '../client/hub-client.ts'
import { Hall } from '../hall/hall.ts'
import { ClinicHour } from './clinic-hour.ts'
import type { FormerBuild } from './former-build.ts'
import { judgeHour } from './judge-hour.ts'
import { recordWire, type WireRecord } from './record-wire.ts'

export interface PlayedPair {
  readonly title: string
  /** One clinic hour each: while the builds are mixed, after the older one was brought up to date, and after the way back. */
  readonly mixed: readonly CheckResult[]
  readonly updated: readonly CheckResult[]
  readonly back: WayBack
  /** What went over the line while the builds were mixed. */
  readonly wire: WireRecord
}

/** What the older build did with data that today's build has changed, and what it has to do. */
export interface WayBack {
  /** In its own words; null: it opened the data, played an hour on it, and was brought up to date again. */
  readonly refused: string | null
  readonly checks: readonly CheckResult[]
  /** The steps that it must not open; none: it may. */
  readonly floor: readonly string[]
  readonly looksForFloor: boolean
}

/**
 * An hour with an older build at one end of the line and today's at the other; then the older end is brought up to
 * date on its own data and goes on; then the older build is started on what today's has changed.
 */
export async function playPair(
  older: 'site' | 'hub',
  build: FormerBuild,
  say: (text: string) => void,
): Promise<PlayedPair> {
  const wire = await recordWire(() => hall.hubUrl)
  const hall = new Hall({
    builds: { [older]: build.folder },
    siteEnvironment: { SENTRA_HUB_URL: wire.url },
  })
  try {
    await hall.open()
    const http = new HttpClient(hall.hubUrl)
    const hub = new HubClient(http, hall.consoleUser())
    await hub.signIn()
    say('  enrolled')
    const hour = new ClinicHour(hall)
    await hour.play()
    if (older === 'hub') await hour.news()
    say('  played: doses, national cards, an outage with local cards, the drain, an exchange')
    const mixed = await judgeHour(hall, hub, hour.cards)
    const recorded = wire.taken()
    await hall.change(older)
    say(`  the ${older} was brought up to date on its data`)
    await hub.signIn()
    await hour.play()
    const updated = await judgeHour(hall, hub, hour.cards)
    const floor = build.floorAbove(older)
    const looksForFloor = build.looksForFloor(older)
    const refused = await hall.change(older, build.folder).then(
      () => null,
      (error: Error) => error.message,
    )
    let checks: CheckResult[] = []
    if (refused === null && floor.length === 0) {
      say(`  the ${older} went back to ${build.revision} on the same data`)
      await hub.signIn()
      await hour.play()
      await hall.change(older)
      say('  and up to date again')
      await hub.signIn()
      await hour.play()
      checks = await judgeHour(hall, hub, hour.cards)
    }
    http.close()
    const title =
      older === 'site' ? `site of ${build.revision}, today's hub` : `today's site, hub of ${build.revision}`
    return { title, mixed, updated, back: { refused, checks, floor, looksForFloor }, wire: recorded }
  } catch (error) {
    const last = (who: 'site' | 'hub') => `--- ${who}\n${hall.said(who).slice(-15).join('\n')}`
    throw new Error(`${(error as Error).stack}\n${last('site')}\n${last('hub')}`)
  } finally {
    await hall.close()
    wire.close()
    hall.removeData()
  }
}

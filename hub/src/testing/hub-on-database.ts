import { join } from 'node:path'
import { type StartedProcess, startProcess } from '@sentra/testkit'
import { createEnrolmentCode } from '../accept/enrolment-code.ts'
import { leanEnvironment, leanFlags } from '../lean-process.ts'
import type { Database } from '../store/database.ts'
import { TestSite } from './test-site.ts'

/** A real hub process on a database of its own or of others, with the keys of `data`. */
export async function startHubOn(
  databaseUrl: string,
  data: string,
): Promise<{ url: string; process: StartedProcess }> {
  const process = await startProcess({
    flags: leanFlags,
    script: join(import.meta.dirname, '../main.ts'),
    env: {
      ...leanEnvironment,
      SENTRA_DATA: data,
      SENTRA_HUB_PORT: '0',
      SENTRA_HUB_HOST: '127.0.0.1',
      DATABASE_URL: databaseUrl,
    },
  })
  const line = process.lines.find((each) => each.includes('"ready":true'))!
  return { process, url: `http://127.0.0.1:${(JSON.parse(line) as { port: number }).port}` }
}

/** Sites that are enrolled with the hub at `url`, each with its own log. */
export async function enrolledSites(database: Database, url: string, names: string[]): Promise<TestSite[]> {
  const now = () => new Date()
  return Promise.all(
    names.map(async (siteId) => {
      const site = new TestSite({ siteId, url, now })
      const { code } = await createEnrolmentCode(database, {
        siteName: `Sentra ${siteId}`,
        validHours: 1,
        now: now(),
      })
      const answer = await site.enrol(code)
      if (answer.status !== 200) throw new Error(`${siteId} is not enrolled: ${JSON.stringify(answer.body)}`)
      return site
    }),
  )
}

/**
 * Sends what the site has behind `from` to one of these hubs after the other until one has taken it: how a real site
 * goes on after any failure, by asking for the head first. Answers with the size the receipt vouches for.
 */
export async function sendUntilTaken(
  site: TestSite,
  urls: () => readonly string[],
  from: number,
): Promise<number> {
  const until = performance.now() + 60_000
  let next = from
  for (let attempt = 0; performance.now() < until; attempt += 1) {
    const all = urls()
    site.url = all[attempt % all.length]!
    const answer = await site.put(next).catch(() => undefined)
    if (answer?.status === 200) return answer.body.head.size
    await new Promise((resolve) => setTimeout(resolve, 50 + 10 * (attempt % 10)))
    const head = await site.head().catch(() => undefined)
    if (head?.status !== 200) continue
    if (head.body.size >= site.lines.length) return head.body.size
    next = head.body.size + 1
  }
  throw new Error(`${site.siteId}: nobody took it within a minute`)
}

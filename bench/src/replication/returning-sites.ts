import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { clinicFacts } from '../site/day-of-events.ts'
import { type DrainingSite, sitesOf, until } from './sites-of-hub.ts'

/** Sites with a backlog, on a thread of their own: what they do does not hold up the clock of the one that is measured. */
const { url, code, connectionString, count, eventsEach } = workerData as {
  url: string
  code: string
  connectionString: string
  count: number
  eventsEach: number
}
const client = new pg.Client({ connectionString })
await client.connect()
const clinic = await clinicFacts()
const made = await sitesOf({
  url,
  enrolmentCode: async () => code,
  query: async (sql, values) => (await client.query(sql, values)).rows,
})
const returning: DrainingSite[] = []
for (let index = 0; index < count; index += 1)
  returning.push(await made.site(`bench-${1000 + index}`, clinic.visits(eventsEach)))
parentPort!.postMessage({ ready: true })

parentPort!.once('message', async () => {
  for (const { replicator } of returning) replicator.start()
  await until(
    () => returning.every(({ replicator }) => replicator.status().receiptSize === eventsEach),
    'all are drained',
  )
  const sum = (pick: (site: DrainingSite) => number) =>
    returning.reduce((total, site) => total + pick(site), 0)
  parentPort!.postMessage({ sent: sum(({ tries }) => tries.sent), taken: sum(({ tries }) => tries.taken) })
  for (const site of returning) await site.end()
  await client.end()
  parentPort!.close()
})

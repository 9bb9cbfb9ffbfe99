import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { isRefused, openTrustBundle, verifyCard } from '@sentra/card'
import { EnrolmentAnswer, type FeedEntry } from '@sentra/contract'
import { generateLogKey, HttpHubLink, openJournalDatabase, openReceipt, parseVkey } from '@sentra/journal'
import { makeTempDir } from '@sentra/testkit'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { applyFeed } from '../../../site/src/link/apply-feed.ts'
import { migrate } from '../../../site/src/store/migrate.ts'
import { merkleRoot } from '../checks/merkle-root.ts'
import { askedAt, batchesIn, bytesOf, enrolmentIn, formerWires, linesOf } from './former-wire.ts'

/** What hubs of older versions once answered is answered again to the link and the feed reader of today's site. */
const wires = formerWires('hub')

test('three older versions of a hub are kept', () => {
  assert.ok(wires.length >= 3, wires.map(({ revision }) => revision).join())
})

for (const wire of wires)
  describe(`a hub of ${wire.revision}`, () => {
    const { call, body: enrolment } = enrolmentIn(wire)
    const enrolled = JSON.parse(bytesOf(call.answer).toString()) as EnrolmentAnswer
    const moment = new Date(Math.max(...wire.calls.flatMap((each) => askedAt(each) ?? [])))
    const folder = makeTempDir('former-hub')
    let server: Server
    let link: HttpHubLink

    beforeAll(async () => {
      server = createServer((question, reply) => {
        // The last answer to this question: a feed that had grown meanwhile, a head that had moved.
        const known = wire.calls.findLast(
          ({ method, path }) => method === question.method && path === question.url,
        )
        question.resume()
        reply.writeHead(known?.status ?? 404, known?.answerHeaders).end(known && bytesOf(known.answer))
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      link = new HttpHubLink({
        hubUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        site: enrolment.siteId,
        logKey: generateLogKey(),
        clock: { now: () => moment },
      })
    })
    afterAll(() => {
      server.closeAllConnections()
      server.close()
      rmSync(folder, { recursive: true, force: true })
    })

    test('enrols in words that are understood', () => {
      assert.deepEqual([...Compile(EnrolmentAnswer).Errors(enrolled)], [])
    })

    test('gives receipts that verify, over every line, and says where it stands', async () => {
      const lines: string[] = []
      for (const batch of batchesIn(wire)) {
        const { from, lines: some } = linesOf(batch)
        lines.splice(from - 1, some.length, ...some)
        const checkpoint = bytesOf(batch.headers['sentra-checkpoint']!).toString()
        const answer = await link.sendEvents({ epoch: enrolment.epoch, from, lines: some, checkpoint })
        assert.ok('receipt' in answer, JSON.stringify(answer))
        const opened = openReceipt(
          answer.receipt,
          parseVkey(enrolment.logKey),
          parseVkey(enrolled.witnessKey),
        )
        assert.ok(!('fault' in opened), JSON.stringify(opened))
        assert.equal(opened.size, from - 1 + some.length)
        assert.deepEqual(Buffer.from(opened.root), merkleRoot(lines))
      }
      // And a receipt of another hub, or about another log, is none.
      const { receipt } = JSON.parse(bytesOf(batchesIn(wire).at(-1)!.answer).toString()) as {
        receipt: string
      }
      const changed = receipt.replace(/\n(\d+)\n/, (_, size: string) => `\n${Number(size) - 1}\n`)
      assert.ok('fault' in openReceipt(changed, parseVkey(enrolment.logKey), parseVkey(enrolled.witnessKey)))
      assert.ok((await link.head()).size <= lines.length)
    })

    test('fills the feed with what today’s site can use: national cards that verify', async () => {
      const entries: FeedEntry[] = []
      for (const { path } of wire.calls) {
        const page = /\/feed\?after=(\d+)&limit=(\d+)$/.exec(path)
        if (page) entries.push(...(await link.feed(Number(page[1]), Number(page[2]))).entries)
      }
      const database = openJournalDatabase(join(folder, 'site.db'), { key: new Uint8Array(32).fill(5) })
      migrate(database)
      for (const entry of entries) applyFeed(entry, database, moment)
      const texts = database.prepare('SELECT text FROM national_cards').pluck().all() as string[]
      database.close()
      const doses = batchesIn(wire).flatMap((batch) =>
        linesOf(batch).lines.filter((line) => line.includes('"type":"immunization.recorded"')),
      )
      assert.equal(texts.length, doses.length)
      const root = Uint8Array.from(bytesOf(enrolled.rootPublicKey))
      const trust = await openTrustBundle(Uint8Array.from(bytesOf(enrolled.trustBundle)), root)
      assert.ok(!isRefused(trust))
      for (const text of texts)
        assert.equal(
          (await verifyCard(text, { trust, statusLists: new Map(), now: moment })).kind,
          'valid-national',
        )
    })
  })

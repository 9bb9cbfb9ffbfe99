import { generateKeyPem, issueDeviceCertificate, signerFromPem } from '@sentra/card/issue'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { admit, inject, morning, openDay, openVial, register, screen } from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'
import { storeCertificate } from './card-issuing.ts'

let site: SiteUnderTest
const siteCa = signerFromPem(generateKeyPem())
beforeEach(async () => {
  site = await SiteUnderTest.start(morning)
})
afterEach(() => site.end())

async function receive(blockStart: number, blockCount: number, days: number): Promise<void> {
  const { db, cardSigner, cardIssuing, siteId, siteName } = site.running.site
  const { bytes, contents } = issueDeviceCertificate(
    {
      deviceId: `${siteId}-laptop-1`,
      siteId,
      siteName,
      publicKey: cardSigner.publicKey,
      statusList: 'id-krw-2021-08',
      blockStart,
      blockCount,
      validFrom: new Date(site.now.getTime() - 3_600_000),
      keyUseUntil: new Date(site.now.getTime() + days * 86_400_000),
    },
    siteCa,
  )
  storeCertificate(
    db,
    {
      certificateId: contents.certificateId,
      certificate: Buffer.from(bytes).toString('base64'),
      statusList: contents.statusList,
      firstIndex: blockStart,
      indexCount: blockCount,
      notBefore: contents.validFrom,
      useUntil: contents.keyUseUntil,
      expiresAt: contents.expiresAt,
    },
    site.now,
  )
  await cardIssuing.load()
}

test('the spare certificate stays untouched until the first has no numbers left', async () => {
  const { cardIssuing } = site.running.site
  expect(cardIssuing.needs()).toBe('certificate')
  await receive(0, 2, 14)
  expect(cardIssuing.needs()).toBe('certificate')
  await receive(2, 2, 28)
  expect(cardIssuing.needs()).toBeNull()

  await openDay(site)
  const vialId = await openVial(site)
  const places: number[] = []
  for (let index = 0; index < 4; index += 1) {
    const ticket = await admit(site, index)
    const visitId = await register(site, index, ticket.ticketId)
    await screen(site, visitId)
    const immunizationId = await inject(site, visitId, vialId)
    site.advance({ seconds: 31 })
    const { event } = await site.command('K-01', 'local-card.issue', { immunizationId })
    places.push((event.data as { statusIndex: number }).statusIndex)
  }
  expect(places).toEqual([0, 1, 2, 3])
  expect(cardIssuing.next()).toBeNull()
  expect(cardIssuing.needs()).toBe('certificate')
})

test('a hub that is away for weeks: when the first certificate has ended, the spare signs on', async () => {
  const { cardIssuing } = site.running.site
  await receive(0, 2, 14)
  await receive(2, 2, 28)
  site.advance({ days: 20 })
  expect(cardIssuing.next()?.index).toBe(2)
  site.advance({ days: 9 })
  expect(cardIssuing.next()).toBeNull()
})

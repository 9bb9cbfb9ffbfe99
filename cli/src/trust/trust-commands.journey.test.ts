import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { decodeHcertText, isRefused, verifyCard } from '@sentra/card'
import type { FeedData } from '@sentra/contract'
import { openReceipt, parseVkey } from '@sentra/journal'
import { makeTempDir } from '@sentra/testkit'
import { getBeside, refreshTrust } from '@sentra/verifier/trust/refresh-trust'
import { loadTrust } from '@sentra/verifier/trust/trust-in-hand'
import { memoryStore } from '@sentra/verifier/trust/trust-store'
import { afterAll, assert, beforeAll, describe, test } from 'vitest'
import { doseWithLocalCard } from '../../../hub/src/testing/local-card.ts'
import { eventually, startTestHub, type TestHub } from '../../../hub/src/testing/test-hub.ts'
import { testPatients } from '../../../hub/src/testing/test-people.ts'
import { TestSite } from '../../../hub/src/testing/test-site.ts'
import { verifyFromPublicFiles } from '../../../hub/src/testing/verify-offline.ts'

const passphrase = 'tiga burung di pohon jati'
const now = () => new Date()
const people = testPatients(55, 20)
let nextPerson = 0
const somebody = () => people[nextPerson++]!

async function sentra(...words: string[]): Promise<{ code: number; said: string }> {
  const cli = join(import.meta.dirname, '../main.ts')
  const env = {
    ...process.env,
    SENTRA_KEYS_PASSPHRASE: passphrase,
    SENTRA_ROOT_PASSPHRASE: `${passphrase} akar`,
  }
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [cli, ...words], { env })
    return { code: 0, said: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, said: stdout + stderr }
  }
}

/** A dose reported by a site: the national card of the hub's document signer, and the receipt. */
async function report(hub: TestHub, site: TestSite) {
  const from = site.lines.length + 1
  const { text, dose } = await doseWithLocalCard(site, somebody(), site.certificate.firstIndex + from)
  const answer = await site.put(from)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  const national = await eventually(async () => {
    const { body } = await site.feed()
    const found = body.entries.find(
      ({ type, data }) =>
        type === 'national-card.issued' &&
        (data as FeedData<'national-card.issued'>).immunizationId === dose.data.immunizationId,
    )
    return found && (found.data as FeedData<'national-card.issued'>).text
  }, 'the national card')
  return { local: text, national, receipt: answer.body.receipt, hub }
}

const kindOf = async (hub: TestHub, text: string) => (await verifyFromPublicFiles(hub.url, text, now())).kind

describe('a root that was never online', () => {
  const data = makeTempDir('ceremony')
  const usb = join(data, 'usb')
  const safe = join(data, 'safe')
  let hub: TestHub
  afterAll(async () => {
    await hub?.stop()
    rmSync(data, { recursive: true, force: true, maxRetries: 5 })
  })

  test('the hub asks, the root signs on another machine, the hub starts with what came back', async () => {
    mkdirSync(usb)
    const asked = await sentra(
      'trust',
      'request',
      '--data',
      data,
      '--offline-root',
      '--out',
      join(usb, 'request.json'),
    )
    assert.equal(asked.code, 0, asked.said)
    await startTestHub({ SENTRA_DATA: data, SENTRA_KEYS_PASSPHRASE: passphrase }).then(
      () => assert.fail('a hub without trust material must not start'),
      (error: Error) => assert.match(error.message, /sentra trust install|root offline/),
    )
    const held = await sentra(
      'trust',
      'ceremony',
      '--request',
      join(usb, 'request.json'),
      '--root',
      safe,
      '--out',
      join(usb, 'material'),
    )
    assert.equal(held.code, 0, held.said)
    const fingerprint = /permintaan · request {2}(.+)/.exec(held.said)![1]!
    assert.include(asked.said, fingerprint, 'both machines read out the same words')
    const installed = await sentra('trust', 'install', '--data', data, '--from', join(usb, 'material'))
    assert.equal(installed.code, 0, installed.said)

    hub = await startTestHub({ SENTRA_DATA: data, SENTRA_KEYS_PASSPHRASE: passphrase })
    assert.isFalse(existsSync(join(data, 'hub/keys/root.pem')), 'no root key at the hub')
    for (const file of readdirSync(join(data, 'hub/keys')).filter((name) => name.endsWith('.pem')))
      assert.include(readFileSync(join(data, 'hub/keys', file), 'utf8'), 'ENCRYPTED PRIVATE KEY', file)
    for (const file of ['root.pem', 'national-sca.pem'])
      assert.include(readFileSync(join(safe, file), 'utf8'), 'ENCRYPTED PRIVATE KEY', file)

    const site = new TestSite({ siteId: 'krw-01', url: hub.url, now })
    assert.equal((await site.enrol(await hub.enrolmentCode())).status, 200)
    const { local, national } = await report(hub, site)
    assert.equal(await kindOf(hub, local), 'valid-local')
    assert.equal(await kindOf(hub, national), 'valid-national')
  })

  test('the document signer has a certificate of two years under an authority of four', () => {
    const folder = join(usb, 'material')
    const pem = (name: string) => new X509Certificate(readFileSync(join(folder, name)))
    const authority = pem('national-sca.crt.pem')
    const signer = pem(readdirSync(folder).find((name) => name.startsWith('document-signer-'))!)
    assert.isTrue(authority.verify(authority.publicKey))
    assert.isTrue(signer.verify(authority.publicKey))
    assert.isTrue(signer.checkIssued(authority))
    assert.isTrue(authority.ca)
    assert.isFalse(signer.ca)
    const yearsOf = (certificate: X509Certificate) =>
      new Date(certificate.validTo).getUTCFullYear() - new Date(certificate.validFrom).getUTCFullYear()
    assert.deepEqual([yearsOf(authority), yearsOf(signer)], [4, 2])
  })

  test('trust never goes back: the same material again, another root and a changed bundle are refused', async () => {
    const material = join(usb, 'material')
    const again = await sentra('trust', 'install', '--data', data, '--from', material)
    assert.equal(again.code === 0, false)
    assert.match(again.said, /never goes back/)

    await sentra('trust', 'request', '--data', data, '--out', join(usb, 'second.json'))
    const stranger = await sentra(
      'trust',
      'ceremony',
      '--request',
      join(usb, 'second.json'),
      '--root',
      join(data, 'another'),
      '--out',
      join(usb, 'x'),
    )
    assert.match(stranger.said, /not the root/)

    const second = await sentra(
      'trust',
      'ceremony',
      '--request',
      join(usb, 'second.json'),
      '--root',
      safe,
      '--out',
      join(usb, 'second'),
    )
    assert.equal(second.code, 0, second.said)
    const bytes = readFileSync(join(usb, 'second/bundle.cwt'))
    bytes[bytes.length - 1]! ^= 1
    writeFileSync(join(usb, 'second/bundle.cwt'), bytes)
    assert.match(
      (await sentra('trust', 'install', '--data', data, '--from', join(usb, 'second'))).said,
      /signature/,
    )
    bytes[bytes.length - 1]! ^= 1
    writeFileSync(join(usb, 'second/bundle.cwt'), bytes)
    assert.equal((await sentra('trust', 'install', '--data', data, '--from', join(usb, 'second'))).code, 0)
  })

  test('a rotated key waits for its ceremony; then it signs, and what the old one signed stays good', async () => {
    const site = new TestSite({ siteId: 'krw-02', url: hub.url, now })
    await site.enrol(await hub.enrolmentCode())
    const before = await report(hub, site)
    for (const key of ['dsc', 'site-ca', 'status-signer'])
      assert.equal((await sentra('trust', 'rotate', key, '--now', '--data', data)).code, 0, key)
    await hub.restart()
    site.url = hub.url
    const waiting = await report(hub, site)
    for (const text of [before.national, waiting.national])
      assert.equal(await kindOf(hub, text), 'valid-national')

    const request = join(usb, 'third.json')
    await sentra('trust', 'request', '--data', data, '--out', request)
    await sentra('trust', 'ceremony', '--request', request, '--root', safe, '--out', join(usb, 'third'))
    const installed = await sentra('trust', 'install', '--data', data, '--from', join(usb, 'third'))
    assert.equal(installed.code, 0, installed.said)
    await hub.restart()
    site.url = hub.url
    const after = await report(hub, site)
    const fresh = new TestSite({ siteId: 'krw-03', url: hub.url, now })
    assert.equal((await fresh.enrol(await hub.enrolmentCode())).status, 200)
    const underNewCa = await report(hub, fresh)
    for (const each of [before, waiting, after, underNewCa]) {
      assert.equal(await kindOf(hub, each.national), 'valid-national')
      assert.equal(await kindOf(hub, each.local), 'valid-local')
    }
    assert.notEqual(kidOf(after.national), kidOf(waiting.national))
    assert.equal(kidOf(before.national), kidOf(waiting.national))
  })

  test('the root itself is relieved, twice; a verifier that saw only the first one follows', async () => {
    const store = memoryStore()
    const refresh = () => refreshTrust(store, getBeside(`${hub.url}/verify/`), now)
    assert.deepEqual((await refresh()).problems, [])
    const first = await loadTrust(store)

    const site = new TestSite({ siteId: 'krw-04', url: hub.url, now })
    await site.enrol(await hub.enrolmentCode())
    const { local, national } = await report(hub, site)
    const roots = [safe, join(data, 'second-root'), join(data, 'third-root')] as const
    for (const [index, next] of roots.slice(1).entries()) {
      const request = join(usb, `succession-${index}.json`)
      const material = join(usb, `succession-${index}`)
      await sentra('trust', 'request', '--data', data, '--out', request)
      const words = ['--request', request, '--new-root', next, '--out', material]
      const stranger = await sentra('trust', 'succeed', ...words, '--root', join(data, 'another'))
      assert.match(stranger.said, /not the root/)
      const held = await sentra('trust', 'succeed', ...words, '--root', roots[index]!)
      assert.equal(held.code, 0, held.said)
      const installed = await sentra('trust', 'install', '--data', data, '--from', material)
      assert.equal(installed.code, 0, installed.said)
      await hub.restart()
    }
    assert.deepEqual((await refresh()).problems, [], 'two roots later')
    const hand = await loadTrust(store)
    assert.isAbove(hand.trust!.counter, first.trust!.counter)
    assert.notEqual(hand.fingerprint, first.fingerprint)
    for (const text of [local, national]) {
      const verdict = await verifyCard(text, { trust: hand.trust!, statusLists: hand.lists, now: now() })
      assert.match(verdict.kind, /^valid-/)
    }

    // The next ordinary ceremony is the new root's; the first one's is refused.
    const request = join(usb, 'fourth.json')
    await sentra('trust', 'request', '--data', data, '--out', request)
    const words = ['trust', 'ceremony', '--request', request, '--out', join(usb, 'fourth')]
    assert.match((await sentra(...words, '--root', safe)).said, /not the root/)
    assert.equal((await sentra(...words, '--root', roots[2])).code, 0)
    assert.equal((await sentra('trust', 'install', '--data', data, '--from', join(usb, 'fourth'))).code, 0)
    await hub.restart()
    assert.deepEqual((await refresh()).problems, [])
    const authority = (folder: string) => readFileSync(join(folder, 'national-sca.crt.pem'), 'utf8')
    assert.equal(authority(roots[2]), authority(safe), 'the national authority goes on')
  })
})

describe('keys that are relieved while the root is here', () => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await startTestHub({ SENTRA_KEYS_PASSPHRASE: passphrase })
  })
  afterAll(() => hub.stop())
  const data = () => join(hub.dataDir, '..')

  test('a new document signer is announced at once and signs after the overlap', async () => {
    const site = new TestSite({ siteId: 'bks-01', url: hub.url, now })
    await site.enrol(await hub.enrolmentCode())
    const before = await report(hub, site)
    const rotated = await sentra('trust', 'rotate', 'dsc', '--data', data())
    assert.equal(rotated.code, 0, rotated.said)
    assert.match((await sentra('trust', 'rotate', 'dsc', '--data', data())).said, /Wait for that/)
    await hub.restart()
    site.url = hub.url
    const during = await report(hub, site)
    assert.equal(kidOf(during.national), kidOf(before.national))
    for (const { national } of [before, during]) assert.equal(await kindOf(hub, national), 'valid-national')
  })

  test('after a new witness, sites that know only the old one still accept receipts', async () => {
    const site = new TestSite({ siteId: 'bks-02', url: hub.url, now })
    await site.enrol(await hub.enrolmentCode())
    const oldKey = parseVkey(site.enrolled!.witnessKey)
    assert.equal((await sentra('trust', 'rotate', 'witness', '--now', '--data', data())).code, 0)
    await hub.restart()
    site.url = hub.url
    const { receipt } = await report(hub, site)
    assert.notProperty(openReceipt(receipt, site.verifier, oldKey), 'fault')
    const published = (await (await fetch(`${hub.url}/trust/witness.json`)).json()) as { witnessKey: string }
    assert.notEqual(published.witnessKey, site.enrolled!.witnessKey)
    assert.notProperty(openReceipt(receipt, site.verifier, parseVkey(published.witnessKey)), 'fault')
  })

  test('a hub without its passphrase says what to set, and signs nothing', async () => {
    await hub.process.stop()
    const error = await startTestHub({
      SENTRA_DATA: data(),
      SENTRA_KEYS_PASSPHRASE: 'something else entirely',
    }).then(
      () => undefined,
      (reason: Error) => reason,
    )
    assert.match(error!.message, /SENTRA_KEYS_PASSPHRASE/)
    await hub.restart()
  })
})

/** By which key a national card was signed. */
function kidOf(text: string): string {
  const sign1 = decodeHcertText(text)
  if (isRefused(sign1)) throw new Error('a national card is readable')
  return Buffer.from(sign1.protectedHeader.get(4) as Uint8Array).toString('hex')
}

import { spawnSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withTempDir } from '@sentra/testkit'
import { assert, describe, test } from 'vitest'
import { issueLeaf, needsNewLeaf } from './issue-leaf.ts'
import { localAddresses } from './local-addresses.ts'
import { fingerprintOf, openSiteAuthority } from './site-authority.ts'

const now = new Date('2026-11-23T01:00:00Z')
const later = (days: number) => new Date(now.getTime() + days * 86_400_000)

describe('the root of a site', () => {
  test('is made once, readable by its owner alone, and is the same after a restart', async () => {
    await withTempDir(async (directory) => {
      const first = await openSiteAuthority(directory, 'krw-01', now)
      const again = await openSiteAuthority(directory, 'krw-01', later(100))
      assert.equal(fingerprintOf(again.certificate), fingerprintOf(first.certificate))
      assert.equal(statSync(join(directory, 'site-root-key.pem')).mode & 0o777, 0o600)
      assert.match(fingerprintOf(first.certificate), /^([0-9A-F]{2}(:[0-9A-F]{2}){3} ?){8}$/)
    })
  })

  test('is replaced in its last month, and not by a clock that has fallen back to 1970', async () => {
    await withTempDir(async (directory) => {
      const first = await openSiteAuthority(directory, 'krw-01', now)
      const in1970 = await openSiteAuthority(directory, 'krw-01', new Date(0))
      assert.equal(fingerprintOf(in1970.certificate), fingerprintOf(first.certificate))
      const years = await openSiteAuthority(directory, 'krw-01', later(5 * 365 - 20))
      assert.notEqual(fingerprintOf(years.certificate), fingerprintOf(first.certificate))
    })
  })
})

/** What OpenSSL says to the leaf of these addresses, asked for one name or address. */
async function judge(addresses: string[], ask: string[], siteId = 'krw-01'): Promise<string> {
  return withTempDir(async (directory) => {
    const authority = await openSiteAuthority(directory, 'krw-01', now)
    const leaf = await issueLeaf({ ...authority, siteId }, addresses, now)
    const file = join(directory, 'leaf.pem')
    writeFileSync(file, leaf.certificatePem)
    assert.match(readFileSync(join(directory, 'site-root.pem'), 'utf8'), /^-----BEGIN CERTIFICATE/)
    const time = String(Math.floor(now.getTime() / 1000))
    const { status, stdout, stderr } = spawnSync(
      'openssl',
      [
        'verify',
        '-x509_strict',
        '-purpose',
        'sslserver',
        '-attime',
        time,
        '-CAfile',
        join(directory, 'site-root.pem'),
        ...ask,
        file,
      ],
      { encoding: 'utf8' },
    )
    return status === 0 ? 'accepted' : `${stdout}${stderr}`
  })
}

const hasOpenssl = spawnSync('openssl', ['version']).status === 0

describe.skipIf(!hasOpenssl)('OpenSSL (skipped where the command is not installed)', () => {
  test('accepts the name of the site, localhost and an address of the local network', async () => {
    assert.equal(await judge(['192.168.1.7'], ['-verify_hostname', 'krw-01.sentra.internal']), 'accepted')
    assert.equal(await judge(['192.168.1.7'], ['-verify_hostname', 'localhost']), 'accepted')
    assert.equal(await judge(['192.168.1.7'], ['-verify_ip', '192.168.1.7']), 'accepted')
  })

  test('refuses an address that the certificate does not name', async () => {
    assert.match(await judge(['192.168.1.7'], ['-verify_ip', '192.168.1.8']), /mismatch/)
  })

  test('refuses whatever the root signs for another site or an address of the internet', async () => {
    assert.match(await judge([], ['-verify_hostname', 'localhost'], 'bdg-02'), /permitted subtree violation/)
    assert.match(await judge(['203.0.113.9'], ['-verify_ip', '203.0.113.9']), /permitted subtree violation/)
  })
})

describe('the certificate of the web server', () => {
  test('is due again when the addresses change, in its last month, or when the clock was set back', async () => {
    await withTempDir(async (directory) => {
      const authority = await openSiteAuthority(directory, 'krw-01', later(-200))
      const leaf = await issueLeaf(authority, ['192.168.1.7'], now)
      assert.isFalse(needsNewLeaf(authority, leaf, ['192.168.1.7'], now))
      assert.isFalse(needsNewLeaf(authority, leaf, ['192.168.1.7'], later(149)))
      assert.isTrue(needsNewLeaf(authority, leaf, ['192.168.1.7'], later(151)))
      assert.isTrue(needsNewLeaf(authority, leaf, ['192.168.1.8'], now))
      assert.isTrue(needsNewLeaf(authority, leaf, ['192.168.1.7'], later(-3)))
    })
  })

  test('on a laptop that believes in 1970 it begins with the root, not before, and is not made again each minute', async () => {
    await withTempDir(async (directory) => {
      const authority = await openSiteAuthority(directory, 'krw-01', now)
      const leaf = await issueLeaf(authority, [], new Date(0))
      assert.equal(leaf.beginsAt.getTime(), authority.certificate.validFromDate.getTime())
      assert.isFalse(needsNewLeaf(authority, leaf, [], new Date(60_000)))
    })
  })
})

test('only private addresses of the laptop are named, in a steady order', () => {
  const at = (address: string, internal = false) =>
    ({ address, internal, family: 'IPv4', netmask: '', mac: '', cidr: null }) as const
  const interfaces = {
    lo: [at('127.0.0.1', true)],
    wlan0: [at('192.168.1.7')],
    eth0: [at('10.0.0.2'), at('203.0.113.9'), at('172.32.0.1')],
    alias: [at('192.168.1.7')],
  }
  assert.deepEqual(localAddresses(interfaces), ['10.0.0.2', '192.168.1.7'])
})

import { DccCertificate, dccValueSets } from '@sentra/contract'
import { Value } from 'typebox/value'
import { assert, describe, test } from 'vitest'
import { exampleDose, exampleNationalCard, exampleWorld, firstDay } from '../conformance/example-world.ts'
import { decodeHcertText } from '../envelope/hcert-text.ts'
import { isRefused } from '../envelope/refused.ts'
import { decodeCbor, encodeCbor, isMap } from '../envelope/strict-cbor.ts'
import { issueNationalCard } from '../issue/index.ts'
import { readClaims } from '../verify/read-card.ts'
import { codeOn } from './dated-code.ts'
import { dccFault } from './dcc-schema.ts'
import { cardProducts, diseases } from './products.ts'

const world = exampleWorld()
const issuedAt = firstDay.toISOString()

function signedDcc(text: string): unknown {
  const sign1 = decodeHcertText(text)
  assert.ok('payload' in sign1)
  const claims = readClaims(sign1)
  assert.ok('hcert' in claims)
  return claims.hcert.get(1)
}

function plain(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries(Array.from(value, ([key, item]) => [key, plain(item)]))
  return Array.isArray(value) ? value.map(plain) : value
}

describe('what we sign for COVID-19', () => {
  for (const product of cardProducts.filter(({ targetDisease }) => targetDisease === '840539006')) {
    test(`fits the EU schema, in 2021 as in 2023: ${product.productId}`, () => {
      const dose = exampleDose({ productId: product.productId })
      const request = { statusList: 'x', statusIndex: 1 }
      for (const day of [firstDay, new Date('2023-06-01T00:00:00Z')]) {
        const card = issueNationalCard(dose, request, world.signers['document-signer'], day)
        assert.ok('text' in card)
        const certificate = plain(signedDcc(card.text))
        assert.deepEqual([...Value.Errors(DccCertificate, certificate)], [])
        const { vp, mp, ma } = (certificate as DccCertificate).v[0]!
        const known =
          dccValueSets.vp.includes(vp as never) &&
          dccValueSets.mp.includes(mp as never) &&
          dccValueSets.ma.includes(ma as never)
        assert.equal(known, product.inValueSets)
        // Which codes the sets had on that day: J07BX03 is deprecated since January 2023, the others came in 2022.
        const ofThatDay = day === firstDay ? ['1119349007', 'J07BX03'] : dccValueSets.vp.slice(0, 5)
        assert.include(ofThatDay, vp)
      }
    })
  }
})

test('each product has one code for each day, each code a source and a confidence', () => {
  for (const { productId, targetDisease, vp, mp, ma } of cardProducts) {
    assert.ok(
      diseases.some(({ code }) => code === targetDisease),
      productId,
    )
    for (let day = Date.parse('2021-01-01'); day < Date.parse('2027-01-01'); day += 86_400_000)
      assert.doesNotThrow(() => codeOn(vp, new Date(day).toISOString().slice(0, 10)), productId)
    for (const { code, source, confidence } of [...vp, mp, ma])
      assert.ok(code && source && ['high', 'medium', 'low'].includes(confidence), productId)
  }
})

describe('what others sign', () => {
  const genuine = signedDcc(exampleNationalCard(world).text)

  function changed(change: (certificate: Map<string, unknown>, dose: Map<string, unknown>) => void) {
    const copy = decodeCbor(encodeCbor(genuine))
    assert.ok(!isRefused(copy) && isMap(copy))
    const certificate = copy as Map<string, unknown>
    change(certificate, (certificate.get('v') as Map<string, unknown>[])[0]!)
    return dccFault(certificate, issuedAt)
  }

  test('is named by the field at fault', () => {
    assert.equal(
      changed(() => {}),
      null,
    )
    assert.equal(
      changed((certificate) => certificate.set('ver', '1.3')),
      'ver',
    )
    assert.equal(
      changed((certificate) => certificate.set('dob', '1815-08-24')),
      'dob',
    )
    assert.equal(
      changed((certificate) => certificate.set('dob', '2023-01-01')),
      'dob',
    )
    assert.equal(
      changed((certificate) => certificate.set('nam', new Map([['fnt', 'a']]))),
      'nam.fnt',
    )
    assert.equal(
      changed((certificate) => certificate.set('v', [])),
      'v',
    )
    assert.equal(
      changed((certificate) => certificate.set('t', [])),
      'v',
    )
    assert.equal(
      changed((_, dose) => dose.set('dn', 0)),
      'v.dn',
    )
    assert.equal(
      changed((_, dose) => dose.set('co', 'XY')),
      'v.co',
    )
    assert.equal(
      changed((_, dose) => dose.set('ma', 'ORG-99999999')),
      'v.ma',
    )
    assert.equal(
      changed((_, dose) => dose.set('dt', '2021-13-01')),
      'v.dt',
    )
    assert.equal(
      changed((_, dose) => dose.delete('ci')),
      'v.ci',
    )
  })

  test('may be a year of birth, a month, or nothing, and an unknown key is passed over', () => {
    for (const birthDate of ['1987', '1987-04', ''])
      assert.equal(
        changed((certificate) => certificate.set('dob', birthDate)),
        null,
      )
    assert.equal(
      changed((certificate) => certificate.set('x', 1)),
      null,
    )
  })
})

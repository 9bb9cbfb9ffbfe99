import { assert, describe, test } from 'vitest'
import {
  exampleDose,
  exampleEvent,
  exampleLocalCard,
  exampleNationalCard,
  exampleRequest,
  exampleWorld,
  firstDay,
} from '../conformance/example-world.ts'
import { decodeHcertBytes } from '../envelope/hcert-text.ts'
import { readCard } from '../index.ts'
import { qrShape } from '../paper/index.ts'
import {
  issueLocalCard,
  issueNationalCard,
  type RecordedImmunization,
  recordedImmunization,
} from './index.ts'

const world = exampleWorld()

describe('issued means injected', () => {
  test('an event that is not in the log, or is no dose, makes no card', () => {
    const refused = { refused: 'not-a-recorded-immunization' }
    assert.deepEqual(recordedImmunization({ ...exampleEvent(), seq: 0 }), refused as never)
    assert.deepEqual(recordedImmunization({ ...exampleEvent(), seq: Number.NaN }), refused as never)
    assert.deepEqual(
      recordedImmunization({ ...exampleEvent(), type: 'screening.recorded' }),
      refused as never,
    )
    assert.deepEqual(recordedImmunization({ ...exampleEvent(), data: null }), refused as never)
    assert.deepEqual(recordedImmunization(exampleEvent({ ticketId: undefined })), refused as never)
    assert.deepEqual(recordedImmunization(exampleEvent({ vialId: undefined })), refused as never)
  })

  test('a dose that was only made to look recorded stops the process', () => {
    const forged = { ...exampleDose() } as RecordedImmunization
    assert.throws(() => issueLocalCard(forged, exampleRequest, world.device, firstDay), /recorded dose/)
    const national = { statusList: 'x', statusIndex: 1 }
    assert.throws(
      () => issueNationalCard(forged, national, world.signers['document-signer'], firstDay),
      /recorded dose/,
    )
  })
})

describe('a local card', () => {
  function issue(request: Partial<typeof exampleRequest>, now = firstDay, dose = exampleDose()) {
    return issueLocalCard(dose, { ...exampleRequest, ...request }, world.device, now)
  }

  test('needs two people', () => {
    assert.deepEqual(issue({ issuer: 'V-03' }), { refused: 'vaccinator-is-issuer' })
  })

  test('takes its index from the laptop’s own block', () => {
    assert.deepEqual(issue({ statusIndex: 2047 }), { refused: 'index-outside-block' })
    assert.deepEqual(issue({ statusIndex: 4096 }), { refused: 'index-outside-block' })
    assert.ok('text' in issue({ statusIndex: 4095 }))
  })

  test('is not made with a certificate that has not begun or is used up', () => {
    const refused = { refused: 'certificate-not-in-force' } as const
    assert.deepEqual(issue({}, new Date('1970-01-01T00:00:10Z')), refused)
    assert.deepEqual(issue({}, new Date('2021-08-18T17:00:01Z')), refused)
    assert.ok('text' in issue({}, new Date('2021-08-18T17:00:00Z')))
  })

  test('is not made for another site’s dose', () => {
    const elsewhere = recordedImmunization({ ...exampleEvent(), site: 'bdg-02' }) as RecordedImmunization
    assert.deepEqual(issue({}, firstDay, elsewhere), { refused: 'wrong-site' })
  })

  test('never outlives its certificate', () => {
    const card = issue({ expiresAt: new Date('2022-08-01T00:00:00Z') })
    assert.ok('text' in card)
    assert.equal(card.contents.expiresAt, world.certificate.contents.expiresAt)
  })

  test('holds four digits of the NIK, and nothing else that is private', async () => {
    const card = exampleLocalCard(world)
    const read = await readCard(card.text)
    assert.ok('kind' in read && read.kind === 'local' && read.nikLast4 === '9901')
    const text = Buffer.from(decodeHcertBytes(card.text) as Uint8Array).toString('latin1')
    for (const secret of ['3215005204879901', '321500', '0812', 'LEFT_ARM'])
      assert.ok(!text.includes(secret), secret)
  })

  test('says in its text what the issuer was told it says', async () => {
    const card = exampleLocalCard(world, { cause: { kind: 'wait', waitedSeconds: 31 } })
    assert.deepEqual(await readCard(card.text), card.contents)
  })

  test('fits a QR of version 16', () => {
    assert.ok(qrShape(exampleLocalCard(world).text).version <= 16)
  })

  test('fits a QR of version 18 with eighty letters, three products and long lot numbers', () => {
    const fullName = 'Contoh Raden Mas Wijayakusumaningrat Prabhaswara Djojohadikoesoemo Bin Xaverius'.padEnd(
      80,
      'q',
    )
    const patient = { ...exampleDose().dose.patient, fullName }
    const doses = [
      exampleDose(),
      exampleDose({ doseNumber: 2, productId: 'astrazeneca-vaxzevria', lotNumber: 'CTMAV54711-QX' }),
      exampleDose({ doseNumber: 3, productId: 'pfizer-comirnaty', lotNumber: 'FG3740.99182', patient }),
    ] as const
    const card = exampleLocalCard(world, { earlierDoses: doses.slice(0, 2) }, doses[2])
    assert.ok(qrShape(card.text).version <= 18)
  })
})

describe('a national card', () => {
  test('made twice for one dose has one identifier', async () => {
    const first = exampleNationalCard(world, 17)
    assert.equal(first.contents.certificateId, exampleNationalCard(world, 18).contents.certificateId)
    assert.match(first.contents.certificateId, /^URN:UVCI:01:ID:[0-9A-F]{32}#.$/)
    assert.deepEqual(await readCard(first.text), first.contents)
  })

  test('of a product without codes is refused by name', () => {
    const dose = exampleDose({ productId: 'something-new' })
    const request = { statusList: 'x', statusIndex: 1 }
    const answer = issueNationalCard(dose, request, world.signers['document-signer'], firstDay)
    assert.deepEqual(answer, { refused: 'product-without-codes' })
  })

  test('fits a QR of version 16', () => {
    assert.ok(qrShape(exampleNationalCard(world).text).version <= 16)
  })
})

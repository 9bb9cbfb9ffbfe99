import { assert, describe, test } from 'vitest'
import { exampleDose, exampleWorld, firstDay } from '../conformance/example-world.ts'
import { claim, hcertKey } from '../envelope/cwt.ts'
import { encodeHcertText } from '../envelope/hcert-text.ts'
import { encodeCbor } from '../envelope/strict-cbor.ts'
import { readCard } from '../index.ts'
import { issueNationalCard } from '../issue/index.ts'
import { signEnvelope } from '../issue/sign-envelope.ts'

const world = exampleWorld()

/** A foreign card around this payload, signed as any nation would. */
function cardWith(payload: unknown): string {
  const claims = new Map<number, unknown>([
    [claim.issuer, 'IN'],
    [claim.expiresAt, 1_900_000_000],
    [claim.issuedAt, 1_706_000_000],
    [claim.hcert, new Map([[hcertKey.dvc, payload]])],
  ])
  return encodeHcertText(signEnvelope(encodeCbor(claims), world.signers['document-signer']))
}

/** What WHO publishes as `DVCPayloadExample` (SMART ICVP 0.1.0). The person is the example's own. */
const published = {
  n: 'Test Patient',
  dob: '2023-02-04',
  s: 'female',
  ntl: 'IND',
  v: {
    dn: 'FirstDose',
    tg: '1F03',
    vp: 'XM28X5',
    dt: '2024-01-23',
    cn: 'Dr. A',
    ma: 'PFIZER',
    bo: '12345',
    vls: '2024-01-31',
    vle: '2028-01-31',
  },
}

describe('WHO’s vaccination certificate', () => {
  test('the published example is read, with its words for numbers', async () => {
    const card = await readCard(cardWith(published))
    assert.ok('kind' in card && card.kind === 'national')
    assert.equal(card.fullName, 'Test Patient')
    const [dose] = card.doses
    assert.deepInclude(dose, { targetDisease: '1F03', vaccine: 'XM28X5', doseNumber: 1, issuer: 'Dr. A' })
    assert.deepInclude(dose, { lotNumber: '12345', occurrenceDate: '2024-01-23', country: 'IN' })
  })

  test('one without a batch, a date or a readable number is refused, not guessed', async () => {
    for (const [key, value] of [
      ['bo', undefined],
      ['dt', '23.1.2024'],
      ['dn', 'P'],
      ['dn', undefined],
    ] as const) {
      const { [key]: _, ...rest } = published.v
      const v = value === undefined ? rest : { ...rest, [key]: value }
      assert.deepEqual(await readCard(cardWith({ ...published, v })), { refused: 'schema' }, key)
    }
  })

  test('what we sign has the keys of that payload and no others', async () => {
    const dose = exampleDose({ productId: 'yellow-fever-stamaril' })
    const request = { statusList: 'x', statusIndex: 1 }
    const card = issueNationalCard(dose, request, world.signers['document-signer'], firstDay)
    assert.ok('text' in card)
    assert.deepEqual(await readCard(card.text), card.contents)
    assert.deepInclude(card.contents.doses[0], { targetDisease: '1D47', vaccine: 'J07BL01' })
  })
})

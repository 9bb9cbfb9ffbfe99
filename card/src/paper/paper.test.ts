import { assert, describe, test } from 'vitest'
import {
  exampleDose,
  exampleLocalCard,
  exampleNationalCard,
  exampleWorld,
} from '../conformance/example-world.ts'
import { signTicket } from '../issue/index.ts'
import { runsOf } from './fonts.ts'
import { cardPaper, statementPaper, ticketPaper } from './index.ts'
import { dayInWords } from './paper-words.ts'
import { fittingModule, qrShape } from './qr-shape.ts'

const world = exampleWorld()
const printedAt = new Date('2021-08-05T02:00:00Z')

describe('a printed card', () => {
  test('is made in both sizes, for both kinds, and many at once', async () => {
    const local = exampleLocalCard(world).text
    const national = exampleNationalCard(world).text
    for (const size of ['id-1', 'a6'] as const) {
      for (const texts of [local, national, [local, national, local]]) {
        const pdf = await cardPaper(texts, { size, aefiPhone: '119' })
        assert.ok(pdf instanceof Uint8Array)
        assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), '%PDF-')
      }
    }
  })

  test('is not made from a text that is no card', async () => {
    assert.deepEqual(await cardPaper('HC1:ABC', { size: 'a6', aefiPhone: '119' }), { refused: 'inflate' })
  })

  test('keeps its modules at a third of a millimetre, with the longest name and three doses', () => {
    const patient = {
      ...exampleDose().dose.patient,
      fullName: 'Contoh Nama Yang Sangat Panjang Sekali '.repeat(3).slice(0, 80),
    }
    const doses = [exampleDose(), exampleDose({ doseNumber: 2 })]
    const card = exampleLocalCard(world, { earlierDoses: doses }, exampleDose({ doseNumber: 3, patient }))
    assert.ok(fittingModule(qrShape(card.text), 42) >= 0.42)
    assert.throws(() => fittingModule(qrShape(card.text), 20), /0.33 mm/)
  })
})

test('a ticket slip is made from the ticket alone', async () => {
  const ticketId = '017b1404-0000-7000-8000-000000000002'
  const words = {
    siteId: 'krw-01',
    ticketId,
    localDate: '2021-08-06',
    lane: 'return-ticket',
    number: 'R-012',
  } as const
  const text = signTicket(words, world.signers.device)
  assert.ok((await ticketPaper({ text, siteName: 'Stadion', printedAt })) instanceof Uint8Array)
  assert.deepEqual(await ticketPaper({ text: 'R-012', siteName: 'Stadion', printedAt }), {
    refused: 'not-a-ticket',
  })
})

test('whoever is turned away on the last day gets it in writing', async () => {
  const statement = { localDate: '2021-08-09', reason: 'last-day', statementNumber: 'S-031' } as const
  assert.ok((await statementPaper({ statement, siteName: 'Stadion', printedAt })) instanceof Uint8Array)
})

test('a day is written out in both languages', () => {
  assert.equal(dayInWords('2021-08-06', 'id'), 'Jumat, 6 Agustus 2021')
  assert.equal(dayInWords('2021-08-06', 'en'), 'Friday, 6 August 2021')
})

test('a name with letters of two alphabets is drawn in runs', () => {
  assert.deepEqual(runsOf('Šiti A', 'bold'), [
    { font: 'bold-latin-ext', text: 'Š' },
    { font: 'bold-latin', text: 'iti A' },
  ])
})

import { expect, test } from 'vitest'
import { refusalMessage, refusals, warningMessage, warnings } from './index.ts'

test('every refusal speaks both languages, with the same details in each', () => {
  for (const [name, text] of Object.entries(refusals)) {
    expect(text.id.length, name).toBeGreaterThan(10)
    expect(text.en.length, name).toBeGreaterThan(10)
    expect(placeholders(text.id), name).toEqual(placeholders(text.en))
  }
})

test('a message carries the details of the refusal, and days as people say them', () => {
  const message = refusalMessage('lot-expired', { lotNumber: 'EX7731', expirationDate: '2027-03-31' })
  expect(message.en).toBe('Lot EX7731 expired on 31 March 2027. Move the vial to wastage.')
  expect(message.id).toBe('Lot EX7731 kedaluwarsa pada 31 Maret 2027. Pindahkan vial ke pembuangan.')
})

test('a detail that was not given shows as an ellipsis, never as a placeholder', () => {
  expect(refusalMessage('lot-expired').en).toBe('Lot … expired on …. Move the vial to wastage.')
})

test('a field is called what the screen calls it, in the reader’s language', () => {
  const said = (field: string) => refusalMessage('invalid-input', { field })
  expect(said('lotNumber')).toEqual({
    id: 'Isian Nomor lot belum benar. Periksa dan isi ulang.',
    en: 'The field Lot number is not right. Check it and enter it again.',
  })
  // The last word that has a label: the value of an identifier is typed in the field of the identity number.
  expect(said('patient.identifiers.0.value').id).toContain('Nomor identitas')
  expect(said('patient.birthDate').id).toContain('Tanggal lahir')
  // What nobody types keeps its name, for whoever writes a program.
  expect(said('commandId').en).toContain('The field commandId')
})

test('every warning speaks both languages, and an unknown one shows as itself', () => {
  for (const name of Object.keys(warnings)) expect(warningMessage(name).id).not.toBe(name)
  expect(warningMessage('NEW_WARNING')).toEqual({ id: 'NEW_WARNING', en: 'NEW_WARNING' })
})

function placeholders(sentence: string): string[] {
  return [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort()
}

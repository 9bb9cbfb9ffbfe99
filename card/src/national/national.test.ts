import { assert, test } from 'vitest'
import { transliterate } from './transliterate.ts'
import { uvci } from './uvci.ts'

test('a name is written in the letters of a passport', () => {
  assert.equal(transliterate('Siti Nur’aini'), 'SITI<NURAINI')
  assert.equal(transliterate('Müller-Gößinger'), 'MUELLER<GOESSINGER')
  assert.equal(transliterate('  H.  Ahmad   bin Ali '), 'H<AHMAD<BIN<ALI')
  assert.equal(transliterate('Đặng Thị'), 'DANG<THI')
  assert.equal(transliterate('李'), 'X')
})

test('the check character is that of published certificates', () => {
  // From dgc-testdata, AT/2DCode/raw/1.json.
  assert.equal(
    uvci('AT', '10807843F94AEE0EE5093FBC254BD813'),
    'URN:UVCI:01:AT:10807843F94AEE0EE5093FBC254BD813#B',
  )
})

import assert from 'node:assert/strict'
import { inflateSync } from 'node:zlib'

/**
 * The words of a PDF as a reader, a search or a screen reader gets them: through the map from glyphs to letters that
 * the file carries. Enough for the papers made here; it throws when the file is not what a PDF must be.
 */
export function pdfText(bytes: Uint8Array): string {
  const file = Buffer.from(bytes)
  const latin = file.toString('latin1')
  assert.match(latin, /^%PDF-1\./)
  assert.match(latin, /%%EOF\s*$/)
  const objects = new Map<string, string>()
  for (const [, number, body] of latin.matchAll(/(\d+) 0 obj\s([\s\S]*?)endobj/g)) objects.set(number!, body!)
  const letters = lettersByFont(objects)
  const pages = [...objects.values()].map(streamOf).filter((text) => /\bBT\b/.test(text))
  return pages.map((page) => wordsOf(page, letters)).join('\n')
}

function streamOf(object: string): string {
  const found = /stream\r?\n([\s\S]*?)\r?\nendstream/.exec(object)
  if (!found || !object.includes('FlateDecode')) return ''
  try {
    return inflateSync(Buffer.from(found[1]!, 'latin1')).toString('latin1')
  } catch {
    return ''
  }
}

/** `F1` → glyph → letter, by each font's ToUnicode map. */
function lettersByFont(objects: Map<string, string>): Map<string, Map<string, string>> {
  const fonts = new Map<string, Map<string, string>>()
  for (const resources of objects.values())
    for (const [, name, font] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font!) ?? '')?.[1]
      if (map) fonts.set(name!, lettersOf(streamOf(objects.get(map) ?? '')))
    }
  return fonts
}

function lettersOf(map: string): Map<string, string> {
  const letters = new Map<string, string>()
  for (const [, from, list] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi))
    [...list!.matchAll(/<([0-9a-f]*)>/gi)].forEach(([, code], index) => {
      const glyph = (Number.parseInt(from!, 16) + index).toString(16).padStart(4, '0')
      letters.set(glyph, Buffer.from(code!, 'hex').swap16().toString('utf16le'))
    })
  return letters
}

function wordsOf(page: string, fonts: Map<string, Map<string, string>>): string {
  let font = new Map<string, string>()
  let text = ''
  for (const [, name, shown] of page.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name) font = fonts.get(name) ?? new Map()
    else {
      const glyphs = [...shown!.matchAll(/<([0-9a-f]*)>/gi)].map(([, hex]) => hex!.toLowerCase()).join('')
      text += `${(glyphs.match(/.{4}/g) ?? []).map((glyph) => font.get(glyph) ?? '\uFFFD').join('')}\n`
    }
  }
  return text
}

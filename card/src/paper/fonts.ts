import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/**
 * Noto Sans in the pieces the package ships. A name may need letters from several of them, so text is
 * drawn in runs, each in the first piece that has the letter.
 */
const pieces = ['latin', 'latin-ext', 'vietnamese', 'greek', 'cyrillic'] as const
const weights = { regular: 400, bold: 700 } as const

export type Weight = keyof typeof weights
export type FontName = `${Weight}-${(typeof pieces)[number]}`

export interface Run {
  readonly font: FontName
  readonly text: string
}

const require = createRequire(import.meta.url)
const files = new Map<FontName, Buffer>()

export function fontFile(name: FontName): Buffer {
  const known = files.get(name)
  if (known) return known
  const [weight, ...piece] = name.split('-') as [Weight, ...string[]]
  const file = readFileSync(
    require.resolve(
      `@fontsource/noto-sans/files/noto-sans-${piece.join('-')}-${weights[weight]}-normal.woff`,
    ),
  )
  files.set(name, file)
  return file
}

/** Splits a text by the piece that can draw each letter. A letter none of them has is drawn as `?`. */
export function runsOf(text: string, weight: Weight): Run[] {
  const runs: { font: FontName; text: string }[] = []
  for (const character of text) {
    const piece = pieces.find((candidate) => ranges[candidate].test(character))
    const font: FontName = `${weight}-${piece ?? 'latin'}`
    const last = runs.at(-1)
    const drawn = piece ? character : '?'
    if (last && last.font === font) last.text += drawn
    else runs.push({ font, text: drawn })
  }
  return runs
}

/** The letters of each piece, as the package's own unicode-range says, as far as names need them. */
const ranges: Record<(typeof pieces)[number], RegExp> = {
  latin:
    /[\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2010-\u2027\u20ac\u2122\u2212]/u,
  'latin-ext':
    /[\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u02bd-\u02c5\u1d00-\u1dbf\u1e00-\u1e9f\u1ef2-\u1eff]/u,
  vietnamese: /[\u1ea0-\u1ef9\u20ab]/u,
  greek: /[\u0370-\u03ff]/u,
  cyrillic: /[\u0400-\u045f\u0490\u0491\u04b0\u04b1\u2116]/u,
}

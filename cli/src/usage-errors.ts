/**
 * What commander says of a command that was given wrongly, in Indonesian above its English. Its sentences are its
 * own; one that is not known here stays as it is.
 */
export function usageInWords(said: string): string {
  const [first = '', ...others] = said.trimEnd().split('\n')
  const english = first.replace(/^error: /, '')
  for (const [pattern, indonesian] of sentences) {
    if (pattern.test(english))
      return [english.replace(pattern, indonesian), english, ...others, ''].join('\n')
  }
  return [english, ...others, ''].join('\n')
}

const sentences: readonly (readonly [RegExp, string])[] = [
  [/^unknown option '(.*)'$/, "Pilihan '$1' tidak dikenal."],
  [/^unknown command '(.*)'$/, "Perintah '$1' tidak dikenal."],
  [/^missing required argument '(.*)'$/, "Kurang satu masukan: '$1'."],
  [/^required option '(.*)' not specified$/, "Wajib diisi: '$1'."],
  [/^option '(.*)' argument missing$/, "Pilihan '$1' perlu isi."],
  [/^option '(.*)' argument '(.*)' is invalid\. (.*)$/, "Isi '$2' untuk '$1' tidak benar: $3"],
  [
    /^command-argument value '(.*)' is invalid for argument '(.*)'\. (.*)$/,
    "Isi '$1' untuk '$2' tidak benar: $3",
  ],
  [/^too many arguments.*$/, 'Terlalu banyak masukan. Tulis nilai yang berisi spasi di antara tanda petik.'],
]

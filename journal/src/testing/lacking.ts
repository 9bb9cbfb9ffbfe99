/**
 * What a test that needs something of the machine answers where the machine has not got it: null, after a line on the
 * output, because a skipped test looks like a passed one from afar.
 *
 * @throws Error instead, with SENTRA_NO_SKIPS=1: on a machine that can do everything, nothing is left out
 */
export function lacking(what: string, because: string): null {
  const line = `skipped for want of ${what}: ${because}`
  if (process.env.SENTRA_NO_SKIPS === '1') throw new Error(line)
  process.stderr.write(`${line}\n`)
  return null
}

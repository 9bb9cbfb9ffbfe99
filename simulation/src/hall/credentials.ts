import type { StartedProcess } from '@sentra/testkit'

export interface Credential {
  readonly who: string
  readonly pin: string
}

/** What a process printed once, at its very first start; empty at every other. */
export function credentialsIn(process: StartedProcess | null): Credential[] {
  const marker = 'SENTRA-CREDENTIALS '
  const line = process?.lines.find((each) => each.startsWith(marker))
  return line ? (JSON.parse(line.slice(marker.length)) as Credential[]) : []
}

/** What an administrator of the hub reads out on the telephone to a new site: a code to enrol with, once. */
export async function codeForAnotherSite(hubUrl: string, [first]: Credential[]): Promise<string> {
  const post = async (path: string, body: unknown, token = '') => {
    const answer = await fetch(`${hubUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as { token: string; code: string }
  }
  const { token } = await post('/v1/console/sign-in', { name: first?.who, password: first?.pin })
  const { code } = await post('/v1/console/enrolment-codes', { siteName: 'Sentra Cikampek' }, token)
  return code
}

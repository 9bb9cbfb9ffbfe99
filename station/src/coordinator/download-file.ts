import type { RefusalBody } from '@sentra/contract'

/** Longer than writing a bundle of a season takes on a small laptop. */
const fileMsMax = 120_000

/**
 * Fetches a file of the site and hands it to the browser to save. Answers with its name, or with the site's no;
 * null when nobody answered.
 */
export async function downloadFile(
  path: string,
): Promise<{ file: string } | { refusal: RefusalBody } | null> {
  try {
    const response = await fetch(path, {
      credentials: 'same-origin',
      signal: AbortSignal.timeout(fileMsMax),
    })
    if (!response.ok) return { refusal: (await response.json()) as RefusalBody }
    const file = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'sentra'
    const address = URL.createObjectURL(await response.blob())
    const link = Object.assign(document.createElement('a'), { href: address, download: file })
    link.click()
    // The browser has begun to read it by then; without this the bytes stay in memory for the day.
    setTimeout(() => URL.revokeObjectURL(address), 60_000)
    return { file }
  } catch {
    return null
  }
}

export interface ReplyRead {
  readonly receiptSize: number
  readonly refused: number
  readonly feedEntries: number
  readonly stoppedBy: string | null
}

/** Hands the hub's reply from a stick to the site. */
export async function uploadReply(file: File): Promise<ReplyRead | { refusal: RefusalBody } | null> {
  try {
    const response = await fetch('/v1/bundle/reply', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
      signal: AbortSignal.timeout(fileMsMax),
    })
    const answer: unknown = await response.json()
    return response.ok ? (answer as ReplyRead) : { refusal: answer as RefusalBody }
  } catch {
    return null
  }
}

import type { QueryClient } from '@tanstack/react-query'

/** How soon a screen asks again without live updates, and at the latest with them. */
const pollMs = 5_000
/** Several facts in one group commit make one refresh. */
const gatherMs = 250

const related: Record<string, readonly string[]> = {
  status: ['status', 'days'],
  queue: ['queue', 'tickets'],
  visits: ['visits', 'tickets'],
  cards: ['visits', 'cards'],
  stock: ['stock', 'status', 'days'],
  outages: ['outages', 'status', 'set-aside'],
}

/** Questions about no person: asked again at any time. The others are recorded reads, see below. */
const impersonal = new Set(['status', 'queue', 'stock', 'days', 'outages', 'set-aside'])

/**
 * Keeps every open question fresh: the site says what changed (`/v1/live`, server-sent events),
 * and figures are asked again every five seconds in case it could not say it. Questions about people
 * are repeated by the clock only while the live stream is broken, because each read is recorded.
 */
export function followSite(client: QueryClient): () => void {
  let topics = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const refresh = () => {
    timer = undefined
    const changed = topics
    topics = new Set()
    const keys = new Set([...changed].flatMap((topic) => related[topic] ?? [topic]))
    void client.invalidateQueries({
      predicate: ({ queryKey }) => keys.has('all') || keys.has(String(queryKey[0])),
    })
  }
  const change = (...changed: string[]) => {
    for (const topic of changed) topics.add(topic)
    timer ??= setTimeout(refresh, gatherMs)
  }
  const listen = () => {
    const stream = new EventSource('/v1/live')
    stream.onmessage = (message) => change(...readTopics(message.data))
    // A stream that breaks is the first sign of a silent site: ask at once.
    stream.onerror = () => change('status')
    return stream
  }
  let source = listen()
  const poll = setInterval(() => {
    if (document.hidden) return
    // Answered with an error once, a browser never tries again by itself.
    if (source.readyState === EventSource.CLOSED) source = listen()
    const live = source.readyState === EventSource.OPEN
    void client.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] !== 'me' && (!live || impersonal.has(String(queryKey[0]))),
    })
  }, pollMs)
  return () => {
    source.close()
    clearInterval(poll)
    clearTimeout(timer)
  }
}

function readTopics(text: string): string[] {
  try {
    const { topics } = JSON.parse(text) as { topics?: unknown }
    return Array.isArray(topics) ? topics.map(String) : ['all']
  } catch {
    return ['all']
  }
}

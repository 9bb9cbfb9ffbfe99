import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** What a screen may have to read again. */
export type LiveTopic = 'status' | 'queue' | 'stock' | 'visits' | 'cards' | 'outages' | 'staff'

/** Tells open screens what has changed, never the data itself: each screen reads what its role may see. */
export class LiveUpdates {
  private readonly streams = new Set<FastifyReply>()
  private readonly pending = new Set<LiveTopic>()
  private timer: NodeJS.Timeout | null = null

  /** Several facts in one moment make one message. */
  publish(topics: readonly LiveTopic[]): void {
    for (const topic of topics) this.pending.add(topic)
    this.timer ??= setTimeout(() => this.flush(), gatherMs)
  }

  private flush(): void {
    this.timer = null
    const message = `data: ${JSON.stringify({ topics: [...this.pending] })}\n\n`
    this.pending.clear()
    for (const stream of this.streams) {
      // A phone that hangs reads nothing, and each message would be kept for it: when it wakes up it comes anew.
      if (stream.raw.writableLength > unreadMax) stream.raw.destroy()
      else stream.raw.write(message)
    }
  }

  close(): void {
    if (this.timer) clearTimeout(this.timer)
    for (const stream of this.streams) stream.raw.end()
    this.streams.clear()
  }

  register(server: FastifyInstance): void {
    server.get(
      '/v1/live',
      { schema: { summary: 'Server-sent events: which views changed', tags: ['live'] } },
      (request, reply) => {
        if (this.streams.size >= streamsMax) return reply.code(503).header('retry-after', '10').send()
        reply.hijack()
        reply.raw.writeHead(200, {
          ...(reply.getHeaders() as OutgoingHttpHeaders),
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        })
        reply.raw.write(`retry: 2000\ndata: ${JSON.stringify({ topics: ['status', 'queue'] })}\n\n`)
        this.streams.add(reply)
        const heartbeat = setInterval(() => reply.raw.write(': still here\n\n'), heartbeatMs)
        request.raw.on('close', () => {
          clearInterval(heartbeat)
          this.streams.delete(reply)
        })
      },
    )
  }
}

/** Long enough to gather a group commit, short enough to feel immediate. */
const gatherMs = 100
/** A proxy or a phone closes a silent stream after about half a minute. */
const heartbeatMs = 15_000
/** Some hundred messages; what the system buffers comes on top. */
const unreadMax = 16 * 1024
/** 20 stations, some with several tabs, and boards. */
const streamsMax = 200

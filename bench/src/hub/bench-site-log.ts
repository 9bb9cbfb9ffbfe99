import type { KeyObject } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import {
  appendLeaf,
  checkpointHeader,
  emptyFrontier,
  encodeEventLine,
  type Frontier,
  frontierRoot,
  journalPaths,
  laneHeader,
  leafHash,
  logOrigin,
  signCheckpoint,
  signSiteRequest,
  siteSigner,
} from '@sentra/journal'
import type { Fact } from '../site/day-of-events.ts'

/** A batch, ready to go: the bytes of the whole HTTP request. Made before the clock runs, as a site would have it. */
export type ReadyBatch = { site: string; events: number; bytes: Buffer; lines: string[] }

/** A site's log as far as a sender needs it: its right edge and its key. */
export class BenchLog {
  readonly site: string
  readonly key: KeyObject
  #frontier: Frontier = emptyFrontier

  constructor(site: string, key: KeyObject) {
    this.site = site
    this.key = key
  }

  get size(): number {
    return this.#frontier.size
  }

  batch(facts: readonly Fact[], lane: 'live' | 'backlog', keepLines = false): ReadyBatch {
    const from = this.#frontier.size + 1
    const at = new Date().toISOString()
    const lines = facts.map((fact) => {
      const { line } = encodeEventLine({
        site: this.site,
        epoch: 1,
        seq: this.#frontier.size + 1,
        occurredAt: at,
        recordedAt: at,
        ...fact,
      })
      this.#frontier = appendLeaf(this.#frontier, leafHash(line))
      return line
    })
    const { size } = this.#frontier
    const root = frontierRoot(this.#frontier)
    const note = signCheckpoint(
      { origin: logOrigin(this.site, 1), size, root },
      siteSigner(this.site, 1, this.key),
    )
    const plain = Buffer.from(`${lines.join('\n')}\n`, 'utf8')
    const packed = lines.length > 1
    const body = packed ? deflateSync(plain, { level: 1 }) : plain
    const path = journalPaths.events(this.site, 1, from)
    const created = Math.floor(Date.now() / 1000)
    const authorization = signSiteRequest({
      method: 'PUT',
      path,
      body,
      site: this.site,
      created,
      logKey: this.key,
    })
    const head = [
      `PUT ${path} HTTP/1.1`,
      'host: hub',
      'content-type: application/x-ndjson',
      ...(packed ? ['content-encoding: deflate'] : []),
      `${checkpointHeader}: ${Buffer.from(note).toString('base64')}`,
      `${laneHeader}: ${lane}`,
      `authorization: ${authorization}`,
      `content-length: ${body.length}`,
    ]
    const bytes = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body])
    return { site: this.site, events: lines.length, bytes, lines: keepLines ? lines : [] }
  }
}

import type { OutageTarget, TargetView } from '@sentra/contract'
import { type Journal, type ProbeExpectation, probeTarget } from '@sentra/journal'
import type { Logger } from 'pino'
import type { Clock } from '../clock/clock.ts'
import type { Database } from '../store/database.ts'
import { OutageRecorder } from './outage-recorder.ts'

/** A national service this site is told to watch. Nothing is sent to it: it is asked whether it answers. */
export interface WatchedTarget {
  readonly target: OutageTarget
  readonly url: URL
  readonly expect: ProbeExpectation
}

/** Longer than a bad mobile line needs, shorter than a person waits before calling it dead. */
const probeTimeoutMs = 10_000

/**
 * Asks one service now and then whether it answers, and makes its outages facts. Beside the desks and beside the
 * link to the hub; one try at a time, at a time of its own choice so that not every site asks at once.
 */
export class TargetWatch {
  private readonly watched: WatchedTarget
  private readonly recorder: OutageRecorder
  private readonly options: { readonly clock: Clock; readonly probeMs: number; readonly log: Logger }
  private readonly ending = new AbortController()
  private timer: NodeJS.Timeout | null = null
  private trying: Promise<void> = Promise.resolve()

  constructor(
    watched: WatchedTarget,
    parts: { readonly journal: Journal; readonly db: Database },
    options: { readonly clock: Clock; readonly probeMs: number; readonly log: Logger },
  ) {
    this.watched = watched
    this.recorder = new OutageRecorder(parts.journal, parts.db, watched.target)
    this.options = options
  }

  start(): void {
    this.tryLater(0)
  }

  async stop(): Promise<void> {
    this.ending.abort()
    if (this.timer) clearTimeout(this.timer)
    await this.trying
  }

  view(): TargetView {
    const last = this.recorder.lastTry
    return {
      target: this.watched.target,
      state: this.recorder.state,
      since: this.recorder.since,
      lastTriedAt: last?.at ?? null,
      lastOutcome: last?.outcome ?? null,
    }
  }

  private tryLater(waitMs: number): void {
    this.timer = setTimeout(() => {
      this.trying = this.tryOnce().finally(() => {
        if (!this.ending.signal.aborted) this.tryLater(this.options.probeMs * (1 + Math.random()))
      })
    }, waitMs)
  }

  private async tryOnce(): Promise<void> {
    const { clock, log } = this.options
    try {
      const observation = await probeTarget(this.watched.url, {
        expect: this.watched.expect,
        timeoutMs: probeTimeoutMs,
        now: () => clock.now(),
        signal: this.ending.signal,
      })
      if (!this.ending.signal.aborted) await this.recorder.observe(observation)
    } catch (error) {
      log.error({ error: (error as Error).message, target: this.watched.target }, 'probe failed')
    }
  }
}

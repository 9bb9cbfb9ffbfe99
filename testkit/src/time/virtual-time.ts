import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * Time that passes only when everything at hand is done: days in seconds, and the same order in every run.
 *
 *     timers by due moment ──▶ one is called ──▶ all that follows from it runs ──▶ the next one
 *
 * While installed, the timers, `Date` and `performance.now` of the whole process belong to it, so code under test runs
 * as it is. A timer belongs to the machine in whose scope it was set; once that machine is killed it never fires.
 */
export interface Machine {
  readonly name: string
  alive: boolean
}

export interface VirtualTime {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs `work` as part of a machine: its timers and requests end with it. */
  within<T>(machine: Machine, work: () => T): T
  machine(): Machine | undefined
  sleep(milliseconds: number): Promise<void>
  /** Work of the real world that time waits for: a thread of the pool, for example. */
  outside<T>(work: Promise<T>): Promise<T>
  /** Calls what is due, in order, until `until` or until `isDone` says so. Throws what a timer threw. */
  advance(until: number, isDone?: () => boolean): Promise<void>
  /** Puts itself in place of the process's time; answers with how to give that back. */
  install(): () => void
}

interface Timer {
  readonly due: number
  readonly order: number
  readonly call: () => void
  readonly machine: Machine | undefined
  readonly everyMs: number | undefined
  cancelled: boolean
}

const realImmediate = setImmediate

export function virtualTime(startAt: string): VirtualTime {
  let now = new Date(startAt).getTime()
  let order = 0
  let pending = 0
  const timers = new DueFirst()
  const machines = new AsyncLocalStorage<Machine>()

  const set = (call: () => void, milliseconds = 0, everyMs?: number): TimerHandle => {
    order += 1
    const due = now + Math.max(0, Number(milliseconds) || 0)
    const timer: Timer = { due, order, call, machine: machines.getStore(), everyMs, cancelled: false }
    timers.add(timer)
    return new TimerHandle(timer)
  }
  const drained = async () => {
    do await new Promise<void>((resolve) => realImmediate(() => resolve()))
    while (pending > 0)
  }
  const time: VirtualTime = {
    now: () => now,
    within: (machine, work) => machines.run(machine, work),
    machine: () => machines.getStore(),
    sleep: (milliseconds) => new Promise((resolve) => void set(resolve, milliseconds)),
    outside: async (work) => {
      pending += 1
      try {
        return await work
      } finally {
        pending -= 1
      }
    },
    advance: async (until, isDone = () => false) => {
      await drained()
      while (!isDone()) {
        const timer = timers.first()
        if (timer === undefined || timer.due > until) break
        timers.removeFirst()
        if (timer.cancelled || timer.machine?.alive === false) continue
        now = Math.max(now, timer.due)
        timer.call()
        await drained()
        if (timer.everyMs !== undefined && !timer.cancelled) {
          order += 1
          const next = Object.assign(timer, { due: now + timer.everyMs, order })
          timers.add(next)
        }
      }
      if (!isDone()) now = Math.max(now, until)
    },
    install: () => installInto(globalThis as never, { now: () => now, set }),
  }
  return time
}

class TimerHandle {
  readonly timer: Timer
  constructor(timer: Timer) {
    this.timer = timer
  }
  ref() {
    return this
  }
  unref() {
    return this
  }
  hasRef() {
    return true
  }
  refresh() {
    return this
  }
  [Symbol.dispose]() {
    this.timer.cancelled = true
  }
}

/** A binary heap: the earliest first, and what was set first among equals. */
class DueFirst {
  readonly #heap: Timer[] = []

  first(): Timer | undefined {
    return this.#heap[0]
  }

  add(timer: Timer): void {
    const heap = this.#heap
    let at = heap.push(timer) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!isBefore(timer, heap[parent]!)) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = timer
  }

  removeFirst(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1
      if (!isBefore(heap[child]!, last)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
  }
}

const isBefore = (one: Timer, other: Timer) =>
  one.due < other.due || (one.due === other.due && one.order < other.order)

type Scope = Record<string, unknown> & {
  Date: DateConstructor
  performance: { now(): number }
  AbortSignal: { timeout(milliseconds: number): AbortSignal }
}

function installInto(
  scope: Scope,
  time: {
    now: () => number
    set: (call: () => void, milliseconds?: number, everyMs?: number) => TimerHandle
  },
): () => void {
  const { set, now } = time
  const cancel = (handle: unknown) => {
    if (handle instanceof TimerHandle) handle.timer.cancelled = true
  }
  const bound = (call: (...values: unknown[]) => void, values: unknown[]) =>
    values.length === 0 ? () => call() : () => call(...values)
  const RealDate = scope.Date
  const replaced: Record<string, unknown> = {
    setTimeout: (call: () => void, ms?: number, ...values: unknown[]) => set(bound(call, values), ms),
    setInterval: (call: () => void, ms = 1, ...values: unknown[]) =>
      set(bound(call, values), ms, Math.max(1, ms)),
    setImmediate: (call: () => void, ...values: unknown[]) => set(bound(call, values), 0),
    clearTimeout: cancel,
    clearInterval: cancel,
    clearImmediate: cancel,
    Date: dateOf(RealDate, now),
  }
  const before = Object.fromEntries(Object.keys(replaced).map((name) => [name, scope[name]]))
  const { now: realNow } = scope.performance
  const { timeout } = scope.AbortSignal
  Object.assign(scope, replaced)
  scope.performance.now = now
  scope.AbortSignal.timeout = (milliseconds) => {
    const controller = new AbortController()
    set(() => controller.abort(new DOMException('The operation timed out', 'TimeoutError')), milliseconds)
    return controller.signal
  }
  return () => {
    Object.assign(scope, before)
    scope.performance.now = realNow
    scope.AbortSignal.timeout = timeout
  }
}

/** `Date` whose present is the virtual one; dates of either kind are dates. */
function dateOf(RealDate: DateConstructor, now: () => number): DateConstructor {
  return new Proxy(RealDate, {
    construct: (target, values, newTarget) =>
      Reflect.construct(target, values.length === 0 ? [Math.floor(now())] : values, newTarget),
    apply: (target) => new target(Math.floor(now())).toString(),
    get: (target, name, receiver) =>
      name === 'now' ? () => Math.floor(now()) : Reflect.get(target, name, receiver),
  })
}

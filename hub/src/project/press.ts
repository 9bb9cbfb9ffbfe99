/** What is being accepted, as the projector sees it. */
export type Press = {
  /** Batches in hand, from their first byte on. */
  batches(): number
  /** Batches of backlogs that stand in line or are being committed, and how many ever came (it wraps). */
  backlog(): BacklogInHand
}

export type BacklogInHand = { inHand: number; came: number }

export const noPress: Press = { batches: () => 0, backlog: () => ({ inHand: 0, came: 0 }) }

/** The same for those who accept. */
export type PressNotes = {
  batches(inHand: number): void
  backlogCame(): void
  backlogLeft(): void
}

export const pressMemory = (): SharedArrayBuffer => new SharedArrayBuffer(12)

/** Numbers in memory that both threads see: the projector looks when it likes, and no request waits for a message. */
export function openPress(memory: SharedArrayBuffer): Press & { notes: PressNotes } {
  const numbers = new Int32Array(memory)
  return {
    batches: () => Atomics.load(numbers, 0),
    backlog: () => ({ inHand: Atomics.load(numbers, 1), came: Atomics.load(numbers, 2) }),
    notes: {
      batches: (inHand) => {
        Atomics.store(numbers, 0, inHand)
      },
      backlogCame: () => {
        Atomics.add(numbers, 1, 1)
        Atomics.add(numbers, 2, 1)
      },
      backlogLeft: () => {
        Atomics.sub(numbers, 1, 1)
      },
    },
  }
}

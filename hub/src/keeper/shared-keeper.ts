import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { AskKeeper, KeyKeeper } from './key-keeper.ts'

/**
 * One keeper for all threads of a hub: a second one would hold every private key once more. The thread that started it
 * hands out ports; who has one asks through it, and checks the signatures itself.
 */
export function shareKeeper(keeper: Pick<KeyKeeper, 'ask'>): MessagePort {
  const { port1: mine, port2: theirs } = new MessageChannel()
  mine.on('message', ({ id, point, bytes }: Asked) => {
    const answer = (words: Answered) => mine.postMessage(words)
    keeper.ask(point, bytes).then(
      (signature) => answer({ id, signature }),
      (error: Error) => answer({ id, failed: error.message }),
    )
  })
  // The keeper lives as long as its hub, not the other way round.
  mine.unref()
  return theirs
}

/** The other end. What was asked fails when the port is closed. */
export function keeperThrough(port: MessagePort): AskKeeper {
  const waiting = new Map<number, { done(bytes: Uint8Array<ArrayBuffer>): void; fail(error: Error): void }>()
  let last = 0
  port.on('message', (answer: Answered) => {
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('signature' in answer) asked?.done(new Uint8Array(answer.signature))
    else asked?.fail(new Error(answer.failed))
    if (waiting.size === 0) port.unref()
  })
  port.on('close', () => {
    for (const { fail } of waiting.values()) fail(new Error('the way to the key keeper is closed'))
    waiting.clear()
  })
  port.unref()
  return (point, bytes) =>
    new Promise((done, fail) => {
      const id = ++last
      waiting.set(id, { done, fail })
      port.ref()
      port.postMessage({ id, point, bytes: new Uint8Array(bytes) } satisfies Asked)
    })
}

type Asked = { id: number; point: string; bytes: Uint8Array }
type Answered = { id: number; signature: Uint8Array } | { id: number; failed: string }

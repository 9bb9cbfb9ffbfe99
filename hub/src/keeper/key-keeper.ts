import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { decompressPoint, verifyEs256 } from '@sentra/card'
import { kidOfKey, type Signer } from '@sentra/card/issue'
import type { KeeperAnswer, KeeperHello } from './keeper-words.ts'

/** The other process, as the hub sees it: what it said of its keys, and a way to ask it. */
export type KeyKeeper = {
  hello: KeeperHello
  /** Signs with the key of this point. The signature is not checked yet: `signerAt` does that. */
  ask: AskKeeper
  /** Ends the process, and waits until it is gone. */
  stop(): Promise<void>
}

export type AskKeeper = (point: string, bytes: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>

/** `SENTRA_KEY_KEEPER`: `own`, or a program and its arguments. Null: the hub opens its keys itself. */
export function keeperCommand(environment: Record<string, string | undefined>): string | null {
  return environment.SENTRA_KEY_KEEPER?.trim() || null
}

/** A token may take a second; a keeper that takes longer is stuck, and a card must not wait for ever. */
const answerMsMax = 10_000
/** A start decrypts each key, some 50 ms apiece. */
const startMsMax = 30_000
/** One that does not end with its input is ended. */
const stopMsMax = 3_000

/**
 * Starts the key keeper and waits for its first word. `command` is `own` for the one that comes with the hub, or a
 * program and its arguments, such as one in front of an HSM; the hub's data folder is added as the last.
 *
 * Each signature is checked before it is used (`signerAt`). A keeper that ends is started again for the next one; what was
 * asked of it fails, and is asked again by whoever needed it.
 */
export async function startKeyKeeper(command: string, dataDir: string, mayMake: boolean): Promise<KeyKeeper> {
  let running = await startOnce(command, dataDir, mayMake)
  const { hello } = running
  let stopped = false
  /** One start serves all that ask at the same moment. */
  let starting: Promise<void> | undefined
  const startAgain = async () => {
    running = await startOnce(command, dataDir, false)
    if (stopped) await running.stop()
  }
  return {
    hello,
    ask: async (point, bytes) => {
      if (stopped) throw new Error('the key keeper was stopped')
      if (running.ended()) {
        starting ??= startAgain().finally(() => {
          starting = undefined
        })
        await starting
      }
      return running.ask(point, bytes)
    },
    stop: async () => {
      stopped = true
      await starting?.catch(() => {})
      await running.stop()
    },
  }
}

/** A signer that asks the keeper and believes it no more than its signatures. */
export function signerAt(ask: AskKeeper, point: string): Signer {
  const publicKey = decompressPoint(Buffer.from(point, 'base64'))
  if (!publicKey) throw new Error('the key keeper named a key that is no P-256 point')
  return {
    kid: kidOfKey(publicKey),
    publicKey,
    sign: async (bytes) => {
      const message = new Uint8Array(bytes)
      const signature = await ask(point, message)
      if (await verifyEs256(publicKey, message, signature)) return signature
      throw new Error('the key keeper answered with a signature that is not of this key')
    },
  }
}

type Running = {
  hello: KeeperHello
  ask(key: string, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
  ended(): boolean
  stop(): Promise<void>
}

async function startOnce(command: string, dataDir: string, mayMake: boolean): Promise<Running> {
  const own = [process.execPath, join(import.meta.dirname, 'main.ts')]
  const [program, ...given] = command === 'own' ? own : command.split(/\s+/)
  const child = spawn(program!, [...given, dataDir, ...(mayMake ? ['--may-make'] : [])], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const waiting = new Map<number, { done(bytes: Uint8Array<ArrayBuffer>): void; fail(error: Error): void }>()
  let last = 0
  let ended = false
  const exited = new Promise<void>((resolve) => {
    const end = () => {
      ended = true
      for (const { fail } of waiting.values()) fail(new Error('the key keeper has ended'))
      waiting.clear()
      resolve()
    }
    child.once('exit', end)
    child.once('error', end)
  })
  child.stdin.on('error', () => {})
  const lines = createInterface({ input: child.stdout })
  const hello = await new Promise<KeeperHello>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill()
      reject(new Error('the key keeper did not say its keys in time'))
    }, startMsMax)
    lines.once('line', (line) => {
      clearTimeout(late)
      resolve(JSON.parse(line) as KeeperHello)
    })
    void exited.then(() => {
      clearTimeout(late)
      reject(
        new Error(
          'the key keeper ended before it said its keys. Check SENTRA_KEY_KEEPER and the passphrase.',
        ),
      )
    })
  })
  // The hub's life does not hang on its keeper's; the keeper ends when the hub's end of the pipe is gone.
  child.unref()
  for (const pipe of [child.stdin, child.stdout]) (pipe as unknown as Socket).unref()
  lines.on('line', (line) => {
    const answer = JSON.parse(line) as KeeperAnswer
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('signature' in answer) asked?.done(new Uint8Array(Buffer.from(answer.signature, 'base64')))
    else asked?.fail(new Error('the key keeper does not hold this key'))
  })
  return {
    hello,
    ended: () => ended,
    ask: (key, bytes) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(new Error('the key keeper has ended'))
        const id = ++last
        const late = setTimeout(() => {
          waiting.delete(id)
          reject(new Error('the key keeper did not answer in time'))
        }, answerMsMax)
        waiting.set(id, {
          done: (signature) => {
            clearTimeout(late)
            resolve(signature)
          },
          fail: (error) => {
            clearTimeout(late)
            reject(error)
          },
        })
        child.stdin.write(`${JSON.stringify({ id, key, bytes: Buffer.from(bytes).toString('base64') })}\n`)
      }),
    stop: async () => {
      child.stdin.end()
      const late = setTimeout(() => child.kill('SIGKILL'), stopMsMax)
      await exited
      clearTimeout(late)
    },
  }
}

import { useSyncExternalStore } from 'react'

/** The session ended while somebody was typing: asked again on top of the page, nothing typed is lost. */
let signedOut = false
const listeners = new Set<() => void>()

function change(next: boolean): void {
  signedOut = next
  for (const listener of listeners) listener()
}

export const noteSignedOut = () => change(true)
export const noteSignedIn = () => change(false)

export function useSignedOut(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => signedOut,
  )
}

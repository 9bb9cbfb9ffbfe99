import type { Text } from '@sentra/contract'
import { useSyncExternalStore } from 'react'

/**
 * Does the site node on this LAN answer? Not the link to the hub: that one may be down for weeks
 * without a desk noticing; this one is a cable in the hall, and somebody has to look at it.
 */
let unreachableSince: number | null = null
const listeners = new Set<() => void>()

function change(next: number | null): void {
  if ((next === null) === (unreachableSince === null)) return
  unreachableSince = next
  for (const listener of listeners) listener()
}

export const noteReachable = () => change(null)
export const noteUnreachable = () => change(performance.now())

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function useSiteUnreachable(): boolean {
  return useSyncExternalStore(subscribe, () => unreachableSince !== null)
}

/** A site that answers and says itself why it cannot go on: in its words, until it can. */
let trouble: Text | null = null

export function noteTrouble(next: Text | null): void {
  if (next?.id === trouble?.id) return
  trouble = next
  for (const listener of listeners) listener()
}

export const useSiteTrouble = () => useSyncExternalStore(subscribe, () => trouble)

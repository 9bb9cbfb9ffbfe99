import { useSyncExternalStore } from 'react'

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** Which page of the console: what stands behind `#`. The console has few pages and keeps nothing in addresses. */
export const useHash = () => useSyncExternalStore(subscribe, () => window.location.hash.slice(1))

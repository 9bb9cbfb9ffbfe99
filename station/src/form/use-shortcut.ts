import { useEffect, useRef } from 'react'

/** Runs `action` on a function key (`F2`), wherever the focus is. Shown beside its button as a hint. */
export function useShortcut(key: string, action: () => void, enabled = true): void {
  const latest = useRef(action)
  latest.current = action
  useEffect(() => {
    if (!enabled) return
    const listen = (event: KeyboardEvent) => {
      if (event.key !== key || event.repeat) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [key, enabled])
}

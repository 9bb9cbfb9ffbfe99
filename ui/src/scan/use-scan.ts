import { useEffect, useRef } from 'react'
import { keyGapMsMax, scanBurst } from './scan-burst.ts'

/**
 * Calls `onScan` for a hand scanner's burst anywhere on the page. The first keys of a burst land in
 * whatever field has the focus before they are known to be a scan; that field gets its text back.
 */
export function useScan(onScan: (text: string) => void, enabled = true): void {
  const latest = useRef(onScan)
  latest.current = onScan
  useEffect(() => {
    if (!enabled) return
    const burst = scanBurst()
    let lastAt = Number.NEGATIVE_INFINITY
    let field: HTMLInputElement | HTMLTextAreaElement | null = null
    let textBefore = ''
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      const at = event.timeStamp
      if (at - lastAt > keyGapMsMax) {
        const focused = document.activeElement
        field = focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement ? focused : null
        textBefore = field?.value ?? ''
      }
      lastAt = at
      const wasScanning = burst.scanning
      const scanned = burst.key(event.key, at)
      if (wasScanning || burst.scanning) {
        event.preventDefault()
        event.stopPropagation()
      }
      if (scanned === null) return
      if (field && field.dataset.scan === undefined) restore(field, textBefore)
      else if (field) restore(field, '')
      latest.current(scanned)
    }
    document.addEventListener('keydown', listen, true)
    return () => document.removeEventListener('keydown', listen, true)
  }, [enabled])
}

/** React keeps its own idea of an input's value; the native setter and an event tell it. */
function restore(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const prototype =
    field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

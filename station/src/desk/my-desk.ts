import { useState } from 'react'

const key = (station: string) => `sentra.desk.${station}`

function stored(station: string): string {
  try {
    return localStorage.getItem(key(station)) ?? ''
  } catch {
    return ''
  }
}

/** The name of this desk as the board calls it, kept on the device (a desk, never a person). */
export function useMyDesk(station: string): [string, (desk: string) => void] {
  const [desk, setDesk] = useState(() => stored(station))
  return [
    desk,
    (next) => {
      setDesk(next)
      try {
        localStorage.setItem(key(station), next)
      } catch {
        // Without storage the desk is asked for again next time.
      }
    },
  ]
}

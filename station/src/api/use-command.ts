import type { CommandData, CommandName, RefusalBody } from '@sentra/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { noteSignedOut } from '../sign-in/signed-out.ts'
import { type Answer, sendCommand } from './send-command.ts'
import { RefusedError } from './site-client.ts'

export interface Command<N extends CommandName> {
  /** Sends once, however often it is pressed; the answer, or null when it was refused. */
  send: (data: CommandData<N>) => Promise<Answer | null>
  sending: boolean
  refusal: RefusalBody | null
  clear: () => void
}

/** A command as a screen uses it: one at a time, the refusal kept for the field it belongs to. */
export function useCommand<N extends CommandName>(name: N): Command<N> {
  const [sending, setSending] = useState(false)
  const [refusal, setRefusal] = useState<RefusalBody | null>(null)
  const busy = useRef(false)
  const client = useQueryClient()
  const send = useCallback(
    async (data: CommandData<N>) => {
      if (busy.current) return null
      busy.current = true
      setSending(true)
      setRefusal(null)
      try {
        const answer = await sendCommand(name, data)
        void client.invalidateQueries()
        return answer
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error
        if (error.refusal.error === 'not-signed-in') noteSignedOut()
        setRefusal(error.refusal)
        return null
      } finally {
        busy.current = false
        setSending(false)
      }
    },
    [name, client],
  )
  const clear = useCallback(() => setRefusal(null), [])
  return { send, sending, refusal, clear }
}

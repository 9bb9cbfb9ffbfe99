import type { QueryAnswer, Stage } from '@sentra/contract'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask } from './site-client.ts'

/** The questions screens keep open. Live updates refresh them; see live.ts for the fallback. */
export const siteQueries = {
  status: queryOptions({ queryKey: ['status'], queryFn: () => askStatus() }),
  queue: queryOptions({ queryKey: ['queue'], queryFn: () => ask('queue') }),
  me: queryOptions({
    queryKey: ['me'],
    queryFn: () => ask('me'),
    retry: false,
    staleTime: 30_000,
    refetchInterval: 30_000,
  }),
  stock: queryOptions({ queryKey: ['stock'], queryFn: () => ask('stock') }),
  days: queryOptions({ queryKey: ['days'], queryFn: () => ask('days') }),
  outages: queryOptions({ queryKey: ['outages'], queryFn: () => ask('outages') }),
  setAside: queryOptions({ queryKey: ['set-aside'], queryFn: () => ask('setAside') }),
  staff: queryOptions({ queryKey: ['staff'], queryFn: () => ask('staff') }),
  uncollectedCards: queryOptions({
    queryKey: ['cards', 'uncollected'],
    queryFn: () => ask('uncollectedCards'),
  }),
  voidRequests: queryOptions({ queryKey: ['cards', 'void'], queryFn: () => ask('voidRequests') }),
  visitsAtStage: (stage: Stage) =>
    queryOptions({
      queryKey: ['visits', stage],
      queryFn: () => ask('visitsAtStage', { params: { stage } }),
    }),
  visit: (visitId: string) =>
    queryOptions({
      queryKey: ['visits', 'one', visitId],
      queryFn: () => ask('visit', { params: { visitId } }),
    }),
  ticket: (ticketId: string) =>
    queryOptions({
      queryKey: ['tickets', 'one', ticketId],
      queryFn: () => ask('findTicket', { body: { ticket: { ticketId } } }),
    }),
}

export const useStatus = () => useQuery(siteQueries.status).data
/** Who is signed in here, once it is known. */
export const useMyself = () => useQuery(siteQueries.me).data?.staff
export const useQueue = () => useQuery(siteQueries.queue).data

/** Site time minus browser time, milliseconds: a tablet's clock may be years off. */
let clockOffset = 0

async function askStatus(): Promise<QueryAnswer<'status'>> {
  const status = await ask('status')
  clockOffset = Date.parse(status.now) - Date.now()
  return status
}

/** The site's clock in milliseconds, ticking once a second. Only for showing; rules run at the site. */
export function useSiteNow(): number {
  const [now, setNow] = useState(() => Date.now() + clockOffset)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now() + clockOffset), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}

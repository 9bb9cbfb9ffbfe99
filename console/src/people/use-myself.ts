import { useQuery } from '@tanstack/react-query'
import { readMyself } from '../api/hub-client.ts'

/** Who is signed in at this browser; undefined until the hub has said so. */
export function useMyself() {
  return useQuery({ queryKey: ['myself'], queryFn: readMyself, staleTime: 60_000 }).data
}

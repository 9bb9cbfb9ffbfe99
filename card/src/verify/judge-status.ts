import { statusAt } from '../status/status-bits.ts'
import type { StatusList } from '../status/status-list.ts'
import type { CardContents } from './read-card.ts'

export interface JudgedStatus {
  /** As the list says; 0 when there is no list. Undefined: the list exists and has no such place. */
  readonly value: number | undefined
  /** True only for a list that is still in date. */
  readonly known: boolean
  readonly asOf: string | null
}

/**
 * What the lists at hand say about a card. An old list still counts for bad news: a card that was
 * withdrawn last week is withdrawn. For good news it only says "valid then". `moment` is an ISO instant.
 */
export function judgeStatus(
  card: Pick<CardContents, 'statusList' | 'statusIndex'>,
  lists: ReadonlyMap<string, StatusList>,
  moment: string,
): JudgedStatus {
  if (card.statusList === undefined || card.statusIndex === undefined)
    return { value: 0, known: false, asOf: null }
  const list = lists.get(card.statusList)
  if (!list || list.uri !== card.statusList) return { value: 0, known: false, asOf: null }
  const inDate = list.expiresAt === null || moment < list.expiresAt
  return { value: statusAt(list, card.statusIndex), known: inDate, asOf: list.issuedAt }
}

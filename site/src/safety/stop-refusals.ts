import type { RefusalName } from '@sentra/contract'
import { type Refusal, refuse } from '@sentra/domain'
import type { StopReason } from '@sentra/journal'

/** What a desk is told when the log has stopped: each reason has its own words, because each has its own remedy. */
const names = {
  'commit-failed': 'site-disk-failed',
  'disk-failed': 'site-disk-failed',
  'disk-full': 'site-disk-full',
  'read-only': 'site-disk-read-only',
  damaged: 'site-data-damaged',
  'another-writer': 'site-another-writer',
  closed: 'site-closing',
} as const satisfies Record<StopReason, RefusalName>

export const stopRefusal = (reason: StopReason): Refusal => refuse(names[reason])

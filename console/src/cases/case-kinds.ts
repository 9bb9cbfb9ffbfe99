import type { HubCaseKind } from '@sentra/contract'

/** In the order of how soon somebody should look. */
export const caseKinds: readonly HubCaseKind[] = [
  'laptop-stolen',
  'site-forked',
  'card-conflict',
  'second-dose',
  'identity-collision',
  'refused-record',
]

import { declareOutage, endOutage } from '@sentra/domain'
import { openOutages, outageById } from '../reads/outages.ts'
import type { CommandHandlers } from './command-context.ts'

export const outageHandlers: CommandHandlers<'outage.declare' | 'outage.end'> = {
  'outage.declare': ({ site, now, commandId }, { target, ...declared }) =>
    declareOutage({
      outageId: commandId,
      target,
      declared,
      ongoing: openOutages(site.db),
      now: now.instant,
    }),

  'outage.end': ({ site, now }, { outageId }) =>
    endOutage({
      outage: outageById(site.db, outageId),
      backlog: site.journal.size - site.journal.replication.state().receiptSize,
      now: now.instant,
    }),
}

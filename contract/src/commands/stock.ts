import { Type } from 'typebox'
import { StockReceived, StockWasted, VialClosed } from '../events/stock.ts'
import { LotNumber, Uuid } from '../values/index.ts'
import { defineCommand } from './define-command.ts'

export const stockCommands = {
  'stock.receive': defineCommand({
    summary: 'Book a delivery of vials of one lot',
    data: Type.Omit(StockReceived, ['deliveryId']),
    roles: ['coordinator'],
    becomes: ['stock.received'],
  }),
  'stock.waste': defineCommand({
    summary: 'Write off unopened vials, with the reason',
    data: StockWasted,
    roles: ['coordinator'],
    becomes: ['stock.wasted'],
  }),
  'stock.open-vial': defineCommand({
    summary: 'Open the next vial of a lot: the hour is written, the discard clock runs',
    data: Type.Object({ lotNumber: LotNumber }),
    roles: ['vaccinator'],
    becomes: ['stock.vial-opened'],
  }),
  'stock.close-vial': defineCommand({
    summary: 'Close a vial: empty, or what is left is wastage with its reason',
    data: Type.Object({ vialId: Uuid, reason: VialClosed.properties.reason }),
    roles: ['vaccinator', 'coordinator'],
    becomes: ['stock.vial-closed'],
  }),
}

import type { LinkView } from '@sentra/contract'
export class HubConnection {
  constructor(_options: unknown) {}
  start(): void {}
  async stop(): Promise<void> {}
  view(): LinkView {
    return {
      state: 'unknown',
      since: null,
      outageId: null,
      waiting: 0,
      receiptedSize: 0,
      ratePerSecond: 0,
      doneBy: null,
      lastError: null,
    }
  }
  enrolled(): boolean {
    return false
  }
  receipt(): string | null {
    return null
  }
  receiptedAt(_size: number): string | null {
    return null
  }
}

import type { LinkView } from '@sentra/contract'
export class HubConnection {
  constructor(_options: unknown) {}
  start(): void {}
  async stop(): Promise<void> {}
  view(): LinkView {
    throw new Error('x')
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

import type { Text } from '@sentra/contract'

export function text(id: string, en: string): Text {
  return { id, en }
}

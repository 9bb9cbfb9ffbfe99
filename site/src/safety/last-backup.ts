import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SafetyView } from '@sentra/contract'
import { replaceSecretFile } from '../keys/secret-file.ts'

/** Beside the data: when it was last copied to a safe place. Not in the file itself, which the copy must not change. */
const lastBackupFile = (dataDir: string) => join(dataDir, 'last-backup.json')

export function noteBackup(dataDir: string, backup: { at: Date; events: number }): void {
  const { at, events } = backup
  replaceSecretFile(lastBackupFile(dataDir), JSON.stringify({ at: at.toISOString(), events }))
}

/** Null before the first, and when the note cannot be read: then nobody should rely on one. */
export function readLastBackup(dataDir: string): NonNullable<SafetyView['backup']> | null {
  try {
    const { at, events } = JSON.parse(readFileSync(lastBackupFile(dataDir), 'utf8')) as {
      at?: unknown
      events?: unknown
    }
    const readable = typeof at === 'string' && !Number.isNaN(Date.parse(at)) && Number.isInteger(events)
    return readable ? { at, events: events as number } : null
  } catch {
    return null
  }
}

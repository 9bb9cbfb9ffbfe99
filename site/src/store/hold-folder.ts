import { FolderHeldError, holdFolder as hold } from '@sentra/journal'

/**
 * Takes a site's folder for this process alone, until the answer is called or the process ends, however it ends.
 *
 * @throws SiteRunsError; DatabaseRefusedError `not-writable`
 */
export function holdFolder(dataDir: string): () => void {
  try {
    return hold(dataDir)
  } catch (error) {
    throw error instanceof FolderHeldError ? new SiteRunsError(dataDir) : error
  }
}

export class SiteRunsError extends Error {
  override name = 'SiteRunsError'
  constructor(dataDir: string) {
    super(
      `A site already runs on the data in ${dataDir}, or a command works on it. Use that one, or stop it first; for another site set SENTRA_DATA to another folder. · ` +
        `Sudah ada sentra yang berjalan dengan data di ${dataDir}, atau perintah yang sedang bekerja. Pakai yang itu, atau hentikan dulu; untuk sentra lain isi SENTRA_DATA dengan folder lain.`,
    )
  }
}

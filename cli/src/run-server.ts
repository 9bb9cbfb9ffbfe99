import { pathToFileURL } from 'node:url'

/** Runs a server in this process, its settings given the way it always gets them: by environment. */
export async function runServer(entry: string, settings: Record<string, string | undefined>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    if (value !== undefined) process.env[name] = value
  }
  process.argv = [process.argv[0]!, entry]
  await import(pathToFileURL(entry).href)
}

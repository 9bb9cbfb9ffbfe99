import { pathToFileURL } from 'node:url'

/**
 * Runs a server in this process, its settings given the way it always gets them: by environment. With `lean`, Node is
 * started anew for it in the same process id, where the system can do that: these flags count from the start alone.
 */
export async function runServer(
  entry: string,
  settings: Record<string, string | undefined>,
  lean?: { flags: readonly string[]; environment: Record<string, string> },
): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    if (value !== undefined) process.env[name] = value
  }
  if (lean && process.platform !== 'win32' && process.execve && !process.channel) {
    const flags = [...process.execArgv, ...lean.flags]
    process.execve(process.execPath, [process.execPath, ...flags, entry], {
      ...lean.environment,
      ...process.env,
    })
  }
  process.argv = [process.argv[0]!, entry]
  await import(pathToFileURL(entry).href)
}

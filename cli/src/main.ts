import { Command, CommanderError } from 'commander'
import { addAuditCommands } from './audit/audit-commands.ts'
import { addBundleCommands } from './bundle/bundle-commands.ts'
import { addCardCommands } from './card/card-commands.ts'
import { addHubCommands } from './hub/hub-commands.ts'
import { plainError } from './plain-errors.ts'
import { addSiteCommands } from './site/site-commands.ts'
import { addTrustCommands } from './trust/trust-commands.ts'
import { usageInWords } from './usage-errors.ts'
import { addVerifyCommand } from './verify/verify-command.ts'

/**
 * `sentra`: one command for the people who run a centre or a hub, and for anyone who checks a card.
 *
 * Exit code 0: done. 1: tried and failed, or found what should not be. 2: given wrongly, nothing was done. What a
 * person can mend is told in a line or two in both languages; only a defect shows its stack.
 */
const program = new Command('sentra')
  .description('Sentra: vaksinasi massal yang menepati janji · mass vaccination that keeps its promises')
  .version('0.1.0')
  .showHelpAfterError('(sentra --help: semua perintah · all commands)')
  .configureOutput({ outputError: (said, write) => write(usageInWords(said)) })
  .exitOverride()
  .addHelpText('after', '\nContoh · Example:\n  sentra verify card.png --trust https://hub.example')

addVerifyCommand(program)
addCardCommands(program)
addSiteCommands(program)
addHubCommands(program)
addAuditCommands(program)
addBundleCommands(program)
addTrustCommands(program)

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = exitCodeOf(error)
}

function exitCodeOf(error: unknown): number {
  // It has said what is wrong already; asking for help is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const told = plainError(error)
  if (told === null) throw error
  process.stderr.write(`${told.message.trim()}\n`)
  return told.exitCode
}

import { Command } from 'commander'
import { addAuditCommands } from './audit/audit-commands.ts'
import { addBundleCommands } from './bundle/bundle-commands.ts'
import { addCardCommands } from './card/card-commands.ts'
import { addHubCommands } from './hub/hub-commands.ts'
import { addSiteCommands } from './site/site-commands.ts'
import { TellPerson } from './tell-person.ts'
import { addTrustCommands } from './trust/trust-commands.ts'
import { addVerifyCommand } from './verify/verify-command.ts'

/** `sentra`: one command for the people who run a centre or a hub, and for anyone who checks a card. */
const program = new Command('sentra')
  .description('Sentra: vaksinasi massal yang menepati janji · mass vaccination that keeps its promises')
  .version('0.1.0')
  .showHelpAfterError('(sentra --help: semua perintah · all commands)')
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
  if (!(error instanceof TellPerson)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error.exitCode
}

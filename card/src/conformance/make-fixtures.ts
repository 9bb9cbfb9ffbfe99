import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { toBase64Url } from '../envelope/bytes.ts'
import { signTrustBundle } from '../issue/index.ts'
import { exampleListBytes, exampleWorld, localList, nationalList, newKeyPems } from './example-world.ts'
import { deniedBundle, type FixtureCase, frozenStatuses, invalidCases, validCases } from './fixture-cases.ts'

/**
 * Writes `fixtures/cards/`: frozen cards and the verdict each must get, for verifiers in any language.
 * Run it only when the format itself changes: `node card/src/conformance/make-fixtures.ts`. The keys are
 * kept beside the cards; they sign nothing but examples and are no secret.
 */
const folder = fileURLToPath(new URL('../../../fixtures/cards/', import.meta.url))

mkdirSync(`${folder}valid`, { recursive: true })
mkdirSync(`${folder}invalid`, { recursive: true })
const keysFile = `${folder}example-keys.json`
const pems = existsSync(keysFile) ? JSON.parse(readFileSync(keysFile, 'utf8')) : newKeyPems()
const world = exampleWorld(pems)

write('example-keys', pems)
write('trust', {
  rootPublicKey: toBase64Url(world.signers.root.publicKey),
  bundles: {
    trust: toBase64Url(signTrustBundle(world.bundle, world.signers.root)),
    'trust-device-denied': toBase64Url(
      signTrustBundle({ ...world.bundle, ...deniedBundle(world) }, world.signers.root),
    ),
    older: toBase64Url(
      signTrustBundle({ ...world.bundle, counter: world.bundle.counter - 1 }, world.signers.root),
    ),
    'by-a-stranger': toBase64Url(signTrustBundle(world.bundle, world.signers.stranger)),
  },
  deviceCertificate: toBase64Url(world.certificate.bytes),
  statusLists: {
    [localList]: toBase64Url(exampleListBytes(world, frozenStatuses)),
    [nationalList]: toBase64Url(exampleListBytes(world, [], nationalList)),
  },
})
writeCases('valid', validCases(world))
writeCases('invalid', invalidCases(world))

function writeCases(kind: string, cases: readonly FixtureCase[]): void {
  for (const one of cases) write(`${kind}/${one.name}`, one)
  console.info(`${cases.length} ${kind} examples written`)
}

function write(name: string, content: unknown): void {
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify(content, null, 2)}\n`)
}

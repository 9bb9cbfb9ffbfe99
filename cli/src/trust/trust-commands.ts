import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import type { CeremonyMaterial } from '../../../hub/src/issue/ceremony.ts'
import { fileToRead, fileToWrite, folderToWrite } from '../places.ts'
import { TellPerson } from '../tell-person.ts'

const rotating = {
  'site-ca': 'site-authority',
  dsc: 'document-signer',
  'status-signer': 'status-signer',
  witness: 'witness',
} as const

/** `sentra trust …`: the root in its safe, and the keys of the hub that live and are relieved. */
export function addTrustCommands(program: Command): void {
  const trust = program.command('trust').description('Kunci dan kepercayaan · Keys and trust')

  trust
    .command('request')
    .description('Di hub: apa yang harus ditandatangani akar · At the hub: what the root shall sign')
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .option('--offline-root', 'hub baru: jangan buat akar di sini · a new hub: make no root here')
    .requiredOption('--out <file>', 'berkas permintaan · request file')
    .addHelpText(
      'after',
      '\nContoh · Example:\n  sentra trust request --offline-root --out /media/usb/request.json',
    )
    .action(async (options: { data?: string; offlineRoot?: boolean; out: string }) => {
      const { hubFolder, readHubTrust } = await import('./hub-keys.ts')
      const { fingerprint } = await import('../../../hub/src/issue/ceremony.ts')
      const { keysFolder, offlineMark } = await import('../../../hub/src/issue/key-store.ts')
      const { writeFileIn } = await import('./ceremony-files.ts')
      const out = fileToWrite(resolve(options.out))
      const dataDir = hubFolder(options.data)
      if (options.offlineRoot && !existsSync(join(keysFolder(dataDir), 'root.pem')))
        writeFileIn(
          join(keysFolder(dataDir), offlineMark),
          'The root of this hub is offline. See docs/runbooks/trust-ceremony.md.\n',
        )
      const { keys, counter, rootPublicKey, successions, deniedDevices } = await readHubTrust(dataDir, {
        mayMake: true,
        now: new Date(),
      })
      const request = {
        kind: 'sentra-trust-request',
        madeAt: new Date().toISOString(),
        counter,
        rootPublicKey,
        ...(successions.length > 0 ? { successions } : {}),
        ...keys,
        deniedDevices,
      }
      const text = `${JSON.stringify(request, null, 2)}\n`
      writeFileIn(out, text)
      process.stdout.write(`✓ ${options.out}\n  sidik jari · fingerprint  ${fingerprint(text)}\n`)
    })

  trust
    .command('ceremony')
    .description(
      'Di mesin tanpa jaringan: akar menandatangani · On a machine without network: the root signs',
    )
    .requiredOption('--request <file>', 'permintaan dari hub · request of the hub')
    .requiredOption('--root <folder>', 'folder akar di USB · folder of the root, on a stick')
    .requiredOption('--out <folder>', 'hasil untuk hub · what goes back to the hub')
    .option('--passphrase-file <file>', 'berkas frasa sandi akar · file with the passphrase of the root')
    .addHelpText(
      'after',
      '\nContoh · Example:\n  sentra trust ceremony --request request.json --root /media/root --out /media/usb/material',
    )
    .action(async (options: { request: string; root: string; out: string; passphraseFile?: string }) => {
      const { holdCeremony } = await import('../../../hub/src/issue/ceremony.ts')
      const { openRootFolder, rootPassphrase } = await import('./ceremony-files.ts')
      const request = await askedFor(options.request)
      const out = folderToWrite(resolve(options.out))
      const rootFolder = folderToWrite(resolve(options.root))
      const now = new Date()
      const passphrase = await rootPassphrase(options.passphraseFile)
      const { root, authority, made } = await openRootFolder(rootFolder, passphrase, now)
      const material = await holdCeremony(request, root, authority, now)
      if ('refused' in material) throw new TellPerson(anotherRoot)
      await handBack(
        out,
        material,
        made ? '✓ akar baru dibuat · a new root was made' : '✓ akar dibuka · the root was opened',
      )
    })

  trust
    .command('succeed')
    .description(
      'Di mesin tanpa jaringan: akar lama menunjuk akar baru · On a machine without network: the old root names the new one',
    )
    .requiredOption('--request <file>', 'permintaan dari hub · request of the hub')
    .requiredOption('--root <folder>', 'folder akar lama · folder of the old root')
    .requiredOption(
      '--new-root <folder>',
      'folder akar baru, di USB lain · folder of the new root, on another stick',
    )
    .requiredOption('--out <folder>', 'hasil untuk hub · what goes back to the hub')
    .option('--passphrase-file <file>', 'frasa sandi kedua akar · file with the passphrase of both roots')
    .addHelpText(
      'after',
      '\nContoh · Example:\n  sentra trust succeed --request request.json --root /media/root --new-root /media/new-root --out /media/usb/material',
    )
    .action(
      async (options: {
        request: string
        root: string
        newRoot: string
        out: string
        passphraseFile?: string
      }) => {
        const { fingerprint, holdSuccession, isRootOf } = await import('../../../hub/src/issue/ceremony.ts')
        const { openRootFolder, openSuccessorFolder, rootPassphrase } = await import('./ceremony-files.ts')
        const request = await askedFor(options.request)
        const out = folderToWrite(resolve(options.out))
        const oldFolder = resolve(options.root)
        fileToRead(join(oldFolder, 'root.pem'))
        const newFolder = folderToWrite(resolve(options.newRoot))
        const now = new Date()
        const passphrase = await rootPassphrase(options.passphraseFile)
        const old = await openRootFolder(oldFolder, passphrase, now)
        // Before anything is made: a wrong stick must leave nothing behind.
        if (!isRootOf(request, old.root)) throw new TellPerson(anotherRoot)
        const next = await openSuccessorFolder(newFolder, oldFolder, passphrase, now)
        const material = await holdSuccession(request, old.root, next.root, next.authority, now)
        if ('refused' in material)
          throw new TellPerson(material.refused === 'same-root' ? sameRoot : anotherRoot)
        await handBack(
          out,
          material,
          `✓ akar lama · the old root  ${fingerprint(request.rootPublicKey!)}\n  menunjuk · names`,
        )
      },
    )

  trust
    .command('install')
    .description('Di hub: pasang hasil upacara · At the hub: install what the ceremony signed')
    .requiredOption('--from <folder>', 'hasil upacara · what the ceremony made')
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .option(
      '--remove-online-root',
      'hapus kunci akar dari hub ini; aslinya harus sudah di brankas · remove the root key from this hub; the original must be in the safe',
    )
    .addHelpText('after', '\nContoh · Example:\n  sentra trust install --from /media/usb/material')
    .action(async (options: { from: string; data?: string; removeOnlineRoot?: boolean }) => {
      const { hubFolder, readHubTrust } = await import('./hub-keys.ts')
      const { installOfflineRoot } = await import('../../../hub/src/issue/offline-root.ts')
      const { fingerprint } = await import('../../../hub/src/issue/ceremony.ts')
      const { keysFolder, offlineMark } = await import('../../../hub/src/issue/key-store.ts')
      const dataDir = hubFolder(options.data)
      const hub = await readHubTrust(dataDir, { mayMake: false, now: new Date() })
      const from = resolve(options.from)
      const bundle = new Uint8Array(readFileSync(fileToRead(join(from, 'bundle.cwt'))))
      const { rootPublicKey, successions = [] } = JSON.parse(
        readFileSync(fileToRead(join(from, 'root.json')), 'utf8'),
      ) as { rootPublicKey: string; successions?: string[] }
      if (hub.onlineRoot !== null && !options.removeOnlineRoot) {
        throw new TellPerson({
          id: 'Hub ini masih memegang kunci akar. Simpan keys/root.pem di brankas, lalu ulangi dengan --remove-online-root.',
          en: 'This hub still holds the root key. Put keys/root.pem into the safe, then repeat with --remove-online-root.',
        })
      }
      const { siteCas, documentSigners, statusSigners } = hub.keys
      const kids = [...siteCas, ...documentSigners, ...statusSigners].map(({ kid }) => kid)
      const installed = await installOfflineRoot(
        dataDir,
        { rootPublicKey, bundle, successions },
        { rootPublicKey: hub.rootPublicKey, notOlderThanCounter: hub.counter + 1, kids },
      )
      if ('refused' in installed) throw new TellPerson(refusals[installed.refused])
      if (hub.onlineRoot !== null) {
        writeFileSync(
          join(keysFolder(dataDir), offlineMark),
          'The root of this hub is offline. See docs/runbooks/trust-ceremony.md.\n',
        )
        rmSync(join(keysFolder(dataDir), 'root.pem'))
      }
      process.stdout.write(
        `✓ bundle ${installed.counter} · ${fingerprint(bundle)}\n  akar · root ${fingerprint(rootPublicKey)}\n  Jalankan ulang hub. · Restart the hub.\n`,
      )
    })

  trust
    .command('rotate')
    .description(
      'Ganti satu kunci hub, dengan masa tumpang tindih · Relieve one key of the hub, with overlap',
    )
    .argument('<key>', Object.keys(rotating).join(' | '), readKey)
    .option('--in-days <days>', 'mulai menandatangani sesudah hari · signs after so many days', readDays, 7)
    .option('--now', 'segera: kunci lama bocor · at once: the old key has leaked')
    .option('--data <folder>', 'folder data · data folder (SENTRA_DATA)')
    .addHelpText('after', '\nContoh · Example:\n  sentra trust rotate dsc')
    .action(async (key: keyof typeof rotating, options: { inDays: number; now?: boolean; data?: string }) => {
      const { hubFolder, passphraseOfHub, readHubTrust } = await import('./hub-keys.ts')
      const { rotateKey } = await import('../../../hub/src/issue/rotate-key.ts')
      const dataDir = hubFolder(options.data)
      const now = new Date()
      const { onlineRoot } = await readHubTrust(dataDir, { mayMake: false, now })
      const signsFrom = new Date(now.getTime() + (options.now ? 0 : options.inDays * 86_400_000))
      const rotated = rotateKey(dataDir, rotating[key], passphraseOfHub(dataDir), { now, signsFrom })
      if ('refused' in rotated) {
        throw new TellPerson({
          id: `Penggantian ${key} sedang berjalan sampai ${rotated.signsFrom}. Tunggu.`,
          en: `${key} is being relieved already, until ${rotated.signsFrom}. Wait for that.`,
        })
      }
      process.stdout.write(
        [
          `✓ ${key}: generasi · generation ${rotated.generation}, menandatangani dari · signs from ${rotated.signsFrom}`,
          '  Jalankan ulang hub. · Restart the hub.',
          ...(onlineRoot === null && key !== 'witness'
            ? [
                '  Akar offline: adakan upacara sebelum saat itu. · The root is offline: hold a ceremony before then.',
              ]
            : []),
          '',
        ].join('\n'),
      )
    })
}

/** Reads the request of a hub and says its fingerprint, to be compared with what the hub said. */
async function askedFor(path: string) {
  const { fingerprint, readCeremonyRequest } = await import('../../../hub/src/issue/ceremony.ts')
  const text = readFileSync(fileToRead(resolve(path)), 'utf8')
  const request = readCeremonyRequest(text)
  if (!request) {
    throw new TellPerson({
      id: `${path} bukan permintaan dari sentra trust request.`,
      en: `${path} is no request made by sentra trust request.`,
    })
  }
  process.stdout.write(`  permintaan · request  ${fingerprint(text)}\n`)
  return request
}

async function handBack(out: string, material: CeremonyMaterial, done: string): Promise<void> {
  const { fingerprint, rootFile } = await import('../../../hub/src/issue/ceremony.ts')
  const { writeFileIn } = await import('./ceremony-files.ts')
  writeFileIn(join(out, 'bundle.cwt'), material.bundle)
  writeFileIn(join(out, 'root.json'), rootFile(material))
  for (const [name, pem] of Object.entries(material.certificates)) writeFileIn(join(out, name), pem)
  process.stdout.write(
    [
      done,
      `✓ bundle ${material.counter}, ${material.bundle.length} B`,
      `  akar · root     ${fingerprint(material.rootPublicKey)}`,
      `  bundle          ${fingerprint(material.bundle)}`,
      ...Object.keys(material.certificates).map((name) => `  ${name}`),
      '',
    ].join('\n'),
  )
}

const anotherRoot = {
  id: 'Akar ini bukan akar yang dikenal verifier hub itu. Bawa akar yang benar, atau salin keys/root.pem hub ke folder akar.',
  en: 'This is not the root that the verifiers of that hub know. Bring the right root, or copy keys/root.pem of the hub into the folder of the root.',
}

const sameRoot = {
  id: 'Folder akar baru berisi akar lama. Beri folder kosong untuk akar baru.',
  en: 'The folder of the new root holds the old one. Give an empty folder for the new root.',
}

const refusals = {
  'another-root': {
    id: 'Bahan ini dari akar lain. Verifier di lapangan tidak akan menerimanya.',
    en: 'This material is of another root. The verifiers in the field would not accept it.',
  },
  'not-a-trust-bundle': { id: 'bundle.cwt bukan bundle.', en: 'bundle.cwt is no trust bundle.' },
  'bad-signature': {
    id: 'Tanda tangan bundle tidak cocok dengan root.json. Ulangi upacara.',
    en: 'The signature of the bundle does not match root.json. Repeat the ceremony.',
  },
  'older-than-known': {
    id: 'Bundle ini lebih tua dari yang sudah terbit. Kepercayaan tidak pernah mundur; buat permintaan baru.',
    en: 'This bundle is older than the one published. Trust never goes back; make a new request.',
  },
  'without-our-keys': {
    id: 'Bundle ini tidak memuat semua kunci hub ini. Buat permintaan baru dan ulangi upacara.',
    en: 'This bundle does not hold all keys of this hub. Make a new request and repeat the ceremony.',
  },
} as const

function readKey(text: string): string {
  if (text in rotating) return text
  throw new InvalidArgumentError(Object.keys(rotating).join(', '))
}

function readDays(text: string): number {
  const days = Number(text)
  if (Number.isInteger(days) && days >= 1 && days <= 90) return days
  throw new InvalidArgumentError('1 … 90')
}

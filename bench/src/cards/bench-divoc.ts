import { generateKeyPairSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type Contender, interleave } from '../interleave.ts'
import type { BenchResult, SkippedBench } from '../report.ts'
import type { Terms } from './bench-cards.ts'
import { cardDesk, repeat } from './bench-issue.ts'

const folder = fileURLToPath(new URL('../../yardsticks/', import.meta.url))
const library = 'certificate-signer-library'

/**
 * C2: our card beside the signer of DIVOC, with which Indonesia signed its certificates in 2021 (RSA,
 * JSON-LD). It is GPL and unmaintained, so it is no dependency: `npm install --prefix bench/yardsticks
 * --ignore-scripts` fetches it, and without it this bench is skipped.
 */
export async function benchDivoc(terms: Terms): Promise<BenchResult | SkippedBench> {
  if (!existsSync(`${folder}node_modules/${library}`))
    return {
      id: 'C2',
      skipped: `run npm install --prefix bench/yardsticks --ignore-scripts to fetch ${library}`,
    }
  const desk = cardDesk()
  const comparison = await interleave(
    { name: 'local card issued', run: (times) => repeat(times, desk.issue) },
    divocSigner(),
    terms,
  )
  return {
    id: 'C2',
    title: 'local card issued ÷ certificate signed by the signer of DIVOC (RSA)',
    gate: 30,
    aim: 45,
    better: 'higher',
    value: comparison.ratio.median,
    unit: '×',
    comparison,
    details: { library: `${library} 2.0.5`, key: 'RSA 2048' },
    leavesOut: "the other side's message queue, registry and PDF, and ours' log entry",
  }
}

interface DivocSigner {
  setDocumentLoader(contexts: object, config: object): void
  signJSON(certificate: object): Promise<object>
}

function divocSigner(): Contender {
  const require = createRequire(`${folder}package.json`)
  const signer = require(`${library}/signer`) as DivocSigner
  const { vaccinationContext } = require('vaccination-context') as { vaccinationContext: object }
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  signer.setDocumentLoader(
    { [context]: vaccinationContext },
    {
      publicKeyPem: publicKey,
      privateKeyPem: privateKey,
      keyType: 'RSA',
      CERTIFICATE_DID: 'did:example',
      CERTIFICATE_PUBKEY_ID: 'https://example.org/i/example',
      CERTIFICATE_CONTROLLER_ID: 'https://example.org/i/example',
    },
  )
  return {
    name: 'DIVOC certificate signed',
    run: async (times) => {
      const { log, info } = console
      // It tells the console each certificate; a silent console does it no wrong.
      console.log = console.info = () => {}
      try {
        for (let index = 0; index < times; index += 1) await signer.signJSON(certificate())
      } finally {
        Object.assign(console, { log, info })
      }
    },
  }
}

const context = 'https://divoc.dev/credentials/vaccination/v1'

/** The same words as our example card, in the shape of that library's own test. */
function certificate(): object {
  return {
    '@context': ['https://www.w3.org/2018/credentials/v1', context],
    type: ['VerifiableCredential', 'ProofOfVaccinationCredential'],
    credentialSubject: {
      type: 'Person',
      id: 'did:example:9901',
      refId: '12346',
      name: 'Contoh Siti Rahmawati Kusumaningrum',
      gender: 'Female',
      age: '34',
      nationality: 'ID',
      address: {
        streetAddress: '',
        streetAddress2: '',
        district: 'Karawang',
        city: '',
        addressRegion: 'Jawa Barat',
        addressCountry: 'ID',
        postalCode: '',
      },
    },
    issuer: 'https://divoc.dev/',
    issuanceDate: '2021-08-05T01:30:00Z',
    evidence: [
      {
        id: 'https://divoc.dev/vaccine/123',
        feedbackUrl: 'https://divoc.dev/?123',
        infoUrl: 'https://divoc.dev/?123',
        type: ['Vaccination'],
        batch: '202107001B',
        vaccine: 'CoronaVac',
        manufacturer: 'Sinovac',
        date: '2021-08-05T01:30:00Z',
        effectiveStart: '2021-08-05',
        effectiveUntil: '2021-09-04',
        dose: 1,
        totalDoses: 2,
        verifier: { name: 'V-03' },
        facility: {
          name: 'Stadion Singaperbangsa Karawang',
          address: {
            streetAddress: '',
            streetAddress2: '',
            district: 'Karawang',
            city: '',
            addressRegion: 'Jawa Barat',
            addressCountry: 'ID',
            postalCode: '',
          },
        },
      },
    ],
    nonTransferable: 'true',
  }
}

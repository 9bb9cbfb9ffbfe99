import type { Patient } from '@sentra/contract'
import type { HandedOver } from './handed-over.ts'
import type { ProjectedEvent } from './projection.ts'
import { Rows, rowKey } from './rows.ts'

/**
 * The part of the registry that one batch of events touches, in memory: loaded by a few queries, changed by the rules,
 * written by a few statements. The rules in this folder see only this, so they mean the same for a batch of one and
 * for a batch of thousands.
 */
export class Registry {
  readonly patients = new Rows<PatientRow>()
  readonly identifiers = new Rows<IdentifierRow>()
  readonly doses = new Rows<DoseRow>()
  readonly localCards = new Rows<LocalCardRow>()
  readonly nationalCards = new Rows<NationalCardRow>()
  readonly exchanges = new Rows<ExchangeRow>()
  readonly minted = new Rows<MintedCard>()
  readonly lots = new Rows<LotRow>()
  readonly vials = new Rows<VialRow>()
  readonly outages = new Rows<OutageRow>()
  readonly sessions = new Rows<SessionRow>()
  /** Blocks of status indices that were given to the sites of this batch. */
  readonly blocks = new Map<string, { start: number; count: number }[]>()
  /** The events of doses that may need another card. */
  readonly doseEvents = new Map<string, ProjectedEvent>()
  /** Cards that sites handed over and that this hub has otherwise, by event (handed-over.ts). */
  readonly handedOver = new Map<string, HandedOver>()

  readonly #holders = new Map<string, Set<string>>()
  readonly #dosesOfPatient = new Map<string, string[]>()
  readonly #mintedOfPatient = new Map<string, string[]>()
  readonly #dosesOfVisit = new Map<string, string[]>()
  readonly #localOfDose = new Map<string, string[]>()
  readonly #nationalOfDose = new Map<string, string[]>()

  holdIdentifier(row: IdentifierRow, isNew = false): void {
    const key = rowKey(row.hash, row.patientKey)
    if (isNew && this.identifiers.get(key)) return
    if (isNew) this.identifiers.put(key, row)
    else this.identifiers.hold(key, row)
    const holders = this.#holders.get(row.hash) ?? new Set()
    this.#holders.set(row.hash, holders.add(row.patientKey))
  }

  /** Keys of everybody who came with one of these numbers, in the order of the keys. */
  holdersOf(hashes: readonly string[]): string[] {
    const all = new Set(hashes.flatMap((hash) => [...(this.#holders.get(hash) ?? [])]))
    return [...all].sort()
  }

  holdDose(row: DoseRow, isNew = false): void {
    const key = rowKey(row.site, row.immunizationId)
    if (this.doses.get(key)) return
    if (isNew) this.doses.put(key, row)
    else this.doses.hold(key, row)
    if (!row.repeated) append(this.#dosesOfPatient, rowKey(row.patientKey, row.doseNumber), key)
    append(this.#dosesOfVisit, rowKey(row.site, row.visitId), key)
  }

  /** Doses of one number for one person, without those that repeat another. */
  dosesOfPatient(patientKey: string, doseNumber: number): DoseRow[] {
    return (this.#dosesOfPatient.get(rowKey(patientKey, doseNumber)) ?? []).map((key) => this.doses.get(key)!)
  }

  dosesOfVisit(site: string, visitId: string): DoseRow[] {
    return (this.#dosesOfVisit.get(rowKey(site, visitId)) ?? []).map((key) => this.doses.get(key)!)
  }

  holdMinted(row: MintedCard, isNew = false): void {
    const key = rowKey(row.site, row.immunizationId, row.generation)
    if (this.minted.get(key)) return
    if (isNew) this.minted.put(key, row)
    else this.minted.hold(key, row)
    append(this.#mintedOfPatient, rowKey(row.patientKey, row.doseNumber), key)
  }

  /** The card that stands in its place, whatever was held there before. */
  replaceMinted(row: MintedCard): void {
    const key = rowKey(row.site, row.immunizationId, row.generation)
    if (this.minted.get(key)) this.minted.put(key, row)
    else this.holdMinted(row, true)
  }

  /** Of every generation. */
  mintedOfDose(site: string, immunizationId: string): MintedCard[] {
    return this.nationalCardsOf(site, immunizationId)
      .map(({ generation }) => this.minted.get(rowKey(site, immunizationId, generation)))
      .filter((card) => card !== undefined)
  }

  mintedOfPatient(patientKey: string, doseNumber: number): MintedCard[] {
    return (this.#mintedOfPatient.get(rowKey(patientKey, doseNumber)) ?? []).map(
      (key) => this.minted.get(key)!,
    )
  }

  holdLocalCard(row: LocalCardRow, isNew = false): void {
    const key = rowKey(row.site, row.cardId)
    if (!this.localCards.get(key)) append(this.#localOfDose, rowKey(row.site, row.immunizationId), key)
    if (isNew) this.localCards.put(key, row)
    else this.localCards.hold(key, row)
  }

  localCardsOf(site: string, immunizationId: string): LocalCardRow[] {
    const keys = this.#localOfDose.get(rowKey(site, immunizationId)) ?? []
    return keys.map((key) => this.localCards.get(key)!)
  }

  holdNationalCard(row: NationalCardRow, isNew = false): void {
    const key = rowKey(row.site, row.nationalCardId)
    if (!this.nationalCards.get(key)) append(this.#nationalOfDose, rowKey(row.site, row.immunizationId), key)
    if (isNew) this.nationalCards.put(key, row)
    else this.nationalCards.hold(key, row)
  }

  nationalCardsOf(site: string, immunizationId: string): NationalCardRow[] {
    const keys = this.#nationalOfDose.get(rowKey(site, immunizationId)) ?? []
    return keys.map((key) => this.nationalCards.get(key)!)
  }

  /** The card of a dose that is not void: of the newest generation, should there ever be two. */
  nationalCardOf(site: string, immunizationId: string): NationalCardRow | undefined {
    return this.nationalCardsOf(site, immunizationId)
      .filter(({ state }) => state !== 'void')
      .toSorted((left, right) => right.generation - left.generation)[0]
  }
}

export type PatientRow = {
  key: string
  fullName: string
  matchName: string
  birthDate: string
  sex: Patient['sex']
  demographics: object
  firstSite: string
}

/** `hash` in hex. */
export type IdentifierRow = { hash: string; patientKey: string; kind: string }

export type DoseRow = {
  site: string
  immunizationId: string
  patientKey: string
  bucket: number
  epoch: number
  seq: number
  visitId: string
  ticketId: string
  doseNumber: number
  productId: string
  lotNumber: string
  expirationDate: string
  vialId: string
  vialDose: number
  extraDose: boolean
  localDate: string
  occurredAt: string
  vaccinator: string
  repeated: boolean
}

export type LocalCardRow = {
  site: string
  cardId: string
  immunizationId: string
  serial: string
  statusList: string
  statusIndex: number
  state: 'live' | 'exchanged' | 'void'
  outageId: string | null
  issuedAt: string
  exchangedAt: string | null
}

export type NationalCardRow = {
  site: string
  nationalCardId: string
  immunizationId: string
  generation: number
  state: 'ready' | 'collected' | 'void'
  collectedAt: string | null
}

export type ExchangeRow = {
  site: string
  localCardId: string
  immunizationId: string
  nationalCardId: string
  exchangeId: string
  way: 'desk' | 'elsewhere' | 'person'
  bySite: string | null
  exchangedAt: string
}

/** A card that was signed, or one that this batch is going to sign: then text and place come before the commit. */
export type MintedCard = {
  site: string
  immunizationId: string
  generation: number
  patientKey: string
  doseNumber: number
  nationalCardId: string
  text: string
  statusList: string
  statusIndex: number
  issuedAt: string
}

export type LotRow = {
  site: string
  lotNumber: string
  productId: string
  dosesPerVial: number
  dosesReceived: number
  dosesWasted: number
}

export type VialRow = {
  site: string
  vialId: string
  lotNumber: string
  dosesWasted: number
  closed: boolean
}

export type OutageRow = {
  site: string
  outageId: string
  since: string
  until: string | null
  cause: string
  /** The person; null for one that the machine saw. */
  declaredBy: string | null
  /**
   * How it stands by the log of each epoch in which it began; null where a former build wrote the row.
   *
   * Two laptops can write in one site's name until they are joined into the next epoch. What the one saw end may go on
   * for the other, whose cards name it rightly.
   */
  byEpoch: Readonly<Record<number, 'on' | 'over'>> | null
}

export type SessionRow = { site: string; localDate: string; account: object }

function append(index: Map<string, string[]>, key: string, value: string): void {
  const known = index.get(key)
  if (known) known.push(value)
  else index.set(key, [value])
}

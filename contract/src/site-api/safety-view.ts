import { type Static, Type } from 'typebox'
import { Text } from '../values/text.ts'
import { Instant } from '../values/time.ts'

/** The laptop's clock is wrong: behind the latest record in its own log, or another than the hub's. */
export const ClockTrouble = Type.Object({
  kind: Type.Union([Type.Literal('went-back'), Type.Literal('hub-differs')]),
  /** Negative: ahead. */
  minutesBehind: Type.Integer(),
})
export type ClockTrouble = Static<typeof ClockTrouble>

/** Whether what is written at this site is safe on its disk. Numbers and names of faults; nothing about anybody. */
export const SafetyView = Type.Object({
  /** `stopped`: commands are refused until the site is started again. `damaged`: and a person must restore first. */
  log: Type.Union([Type.Literal('accepting'), Type.Literal('stopped'), Type.Literal('damaged')]),
  /** Why it stopped: `disk-full`, `read-only`, `commit-failed`, `disk-failed`, `another-writer`, `damaged`. */
  reason: Type.Union([Type.String(), Type.Null()]),
  /** 0 to 1; null where the system does not say. */
  diskFreeShare: Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()]),
  /** Less than a tenth is free: make room before the disk is full. */
  diskLow: Type.Boolean(),
  /** The last nightly look at every page and event; null before the first. */
  scrub: Type.Union([
    Type.Object({
      at: Instant,
      sound: Type.Boolean(),
      events: Type.Integer({ minimum: 0 }),
      finding: Type.Union([Type.String(), Type.Null()]),
    }),
    Type.Null(),
  ]),
  /** The last backup that was made from this file; null while none is known. */
  backup: Type.Optional(
    Type.Union([Type.Object({ at: Instant, events: Type.Integer({ minimum: 0 }) }), Type.Null()]),
  ),
  /** Null: nothing speaks against the clock. */
  clock: Type.Optional(Type.Union([ClockTrouble, Type.Null()])),
})
export type SafetyView = Static<typeof SafetyView>

/** Two histories under one name, or a log the hub does not know yet: what a person at the site has to do. */
export const QuarantineView = Type.Object({
  reason: Type.Union([
    Type.Literal('hub-ahead'),
    Type.Literal('fork'),
    Type.Literal('wrong-epoch'),
    Type.Literal('new-epoch'),
  ]),
  message: Text,
})
export type QuarantineView = Static<typeof QuarantineView>

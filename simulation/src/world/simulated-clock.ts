import { setFileClock } from '@sentra/testkit'

/** The one clock of hub, site and stadium: a file that both processes read. It only goes forward. */
export class SimulatedClock {
  readonly file: string
  #now: number

  constructor(file: string, start: number) {
    this.file = file
    this.#now = start
    setFileClock(file, new Date(start))
  }

  now(): number {
    return this.#now
  }

  instant(): string {
    return new Date(this.#now).toISOString()
  }

  moveTo(moment: number): void {
    if (moment < this.#now) throw new Error('the simulated clock never goes back')
    this.#now = moment
    setFileClock(this.file, new Date(moment))
  }
}

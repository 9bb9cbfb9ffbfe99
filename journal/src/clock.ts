/** Where the journal gets the time from. It stamps events with it and never orders by it. */
export interface Clock {
  now(): Date
}

/** The names and bounds on which site and hub agree. */

/** Header of a batch: base64 of the site's signed checkpoint for the size after the batch. */
export const checkpointHeader = 'sentra-checkpoint'

/** Header of a batch or a tally: `tally`, `live` or `backlog`. Without it a hub takes a batch for backlog. */
export const laneHeader = 'sentra-lane'
/** Header of the answer to a tally: seconds until this site's backlog has its turn. Absent: at once. */
export const backlogAfterHeader = 'sentra-backlog-after'

/** Events in the first batch, and in each one of a bundle. At 600 bytes each, half a second on a 10 Mbit/s line. */
export const batchEventsStart = 1_000
/** Events in one batch of ours on a quick line; a hub takes no more. */
export const batchEventsMax = 2_000
/** With so few events left the hub is up to date but for some minutes of a clinic: these go as `live`. */
export const liveEventsMax = 250
/** Bytes of one batch before compression: far below the hub's 8 MB, far above a thousand usual events. */
export const batchBytesMax = 2 * 1024 * 1024
/** Feed entries asked for at a time. A page of national cards is some 100 KB. */
export const feedPageMax = 200
/** The largest answer read: a full feed page, generously. A captive portal's page is cut off, not swallowed. */
export const answerBytesMax = 8 * 1024 * 1024

export const journalPaths = {
  head: (site: string) => `/v1/journals/${encodeURIComponent(site)}/head`,
  events: (site: string, epoch: number, from: number) =>
    `/v1/journals/${encodeURIComponent(site)}/events?epoch=${epoch}&from=${from}`,
  formerEvents: (site: string, epoch: number, from: number) =>
    `/v1/journals/${encodeURIComponent(site)}/events?epoch=${epoch}&from=${from}`,
  feed: (site: string, after: number, limit: number) =>
    `/v1/journals/${encodeURIComponent(site)}/feed?after=${after}&limit=${limit}`,
  tally: (site: string) => `/v1/journals/${encodeURIComponent(site)}/tally`,
}

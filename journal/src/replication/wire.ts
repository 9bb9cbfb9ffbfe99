/** The names and bounds on which site and hub agree. */

/** Header of a batch: base64 of the site's signed checkpoint for the size after the batch. */
export const checkpointHeader = 'sentra-checkpoint'

/** Events in one batch of ours. At 600 bytes each, half a second on a 10 Mbit/s line; a hub takes twice as many. */
export const batchEventsMax = 1_000
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

/**
 * Opens a paper made by the site (PDF) in the one tab kept for papers, where the browser prints it.
 * Must be called from a click or a key: browsers block it otherwise. False: it was blocked.
 */
export function openPaper(address: string): boolean {
  return window.open(address, 'sentra-paper') !== null
}

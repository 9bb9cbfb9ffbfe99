/** Where the built stations lie, for the site node that serves them: `dist/` beside this folder. */
export const stationDist: string = new URL('../dist/', import.meta.url).href

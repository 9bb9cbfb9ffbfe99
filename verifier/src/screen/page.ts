import type { Verdict } from '@sentra/contract'
import { byId } from './element.ts'
import type { Notice } from './notices.ts'
import type { Settings } from './settings.ts'

/** One of these fills the page; a stack, while there is one, lies below the camera or the text field. */
export type View = 'welcome' | 'camera' | 'paste' | 'verdict' | 'stack'
export const views: readonly View[] = ['welcome', 'camera', 'paste', 'verdict', 'stack']

/** All that the page knows at this moment. Gone when it is closed; only the settings are kept. */
export interface PageState {
  settings: Settings
  view: View
  /** Scan after scan, counted in a stack, instead of one large answer. */
  stacking: boolean
  answer: { readonly verdict: Verdict; readonly checkedAt: Date } | null
  /** Said until something else happens. */
  passing: Notice | null
  offlineReady: boolean
}

/** The places that `index.html` promises. */
export function findPlaces() {
  return {
    verdict: byId('verdict'),
    camera: byId('camera'),
    hint: byId('camera-hint'),
    viewfinder: byId<HTMLVideoElement>('viewfinder'),
    paste: byId('paste'),
    welcome: byId('welcome'),
    stack: byId('stack'),
    notices: byId('notices'),
    ages: byId('ages'),
    scan: byId<HTMLButtonElement>('scan'),
    torch: byId<HTMLButtonElement>('torch'),
    photo: byId<HTMLInputElement>('photo'),
    pasted: byId<HTMLTextAreaElement>('pasted'),
    install: byId<HTMLButtonElement>('install'),
    settings: byId<HTMLDialogElement>('settings'),
  }
}

export type Places = ReturnType<typeof findPlaces>

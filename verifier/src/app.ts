import { cardChecking } from './card-checking.ts'
import { keepInstallPrompt } from './offline/install-prompt.ts'
import { keepOffline } from './offline/register.ts'
import { cameraMode } from './scan/camera-mode.ts'
import { listen } from './scan/listen.ts'
import { drawPage, drawTrust, drawView } from './screen/draw-page.ts'
import { byId } from './screen/element.ts'
import { findPlaces, type PageState, type View } from './screen/page.ts'
import { keepSettings, readSettings, type Settings } from './screen/settings.ts'
import { settingsDialog } from './screen/settings-dialog.ts'
import type { Word } from './screen/words.ts'
import { stackMode } from './stack/stack-mode.ts'
import { keepTrust } from './trust/keep-trust.ts'
import { getBeside } from './trust/refresh-trust.ts'
import { openTrustStore } from './trust/trust-store.ts'

/** Lists change in hours; a quarter of one is fresh enough and costs a 304 each. */
const refreshEveryMs = 15 * 60_000

/**
 * The page: a text comes in, by camera, photo, paste, scanner or drop; an answer goes out, large, or onto
 * the stack of a clerk. A text is held until the next one or for three minutes, in memory, nowhere else.
 */
export async function startApp(): Promise<void> {
  const places = findPlaces()
  const state: PageState = {
    settings: readSettings(navigator.language),
    view: 'welcome',
    stacking: false,
    answer: null,
    passing: null,
    offlineReady: false,
  }
  const trust = await keepTrust(await openTrustStore(), getBeside(document.baseURI), redrawTrust)
  const camera = cameraMode(
    places,
    (text) => void checking.text(text),
    () => state.stacking,
  )
  const stack = stackMode(places.stack, () => state.settings.language, leaveStack)
  const dialog = settingsDialog(places.settings, trust, state, change)
  const install = keepInstallPrompt(window, () => (places.install.hidden = !install.ready()))
  const checking = cardChecking({ places, state, trust, stack, show, tell })

  function redrawTrust(): void {
    drawTrust(places, state, trust)
    dialog.redraw()
  }

  function show(view: View): void {
    if (state.view === 'camera' && view !== 'camera') camera.close()
    state.view = view === 'welcome' && state.stacking ? 'stack' : view
    drawView(places, state)
  }

  function tell(word: Word | null, grave = false, values?: Record<string, string>): void {
    state.passing = word ? { word, grave, ...(values ? { values } : {}) } : null
    drawTrust(places, state, trust)
  }

  function change(settings: Settings): void {
    state.settings = settings
    keepSettings(settings)
    drawPage(places, state, trust)
    stack.draw()
    dialog.redraw()
  }

  async function openCamera(): Promise<void> {
    show('camera')
    tell('camera.starting')
    const refused = await camera.open(() => state.view === 'camera')
    if (refused) show('welcome')
    tell(refused, refused !== null)
  }

  function leaveStack(): void {
    state.stacking = false
    show('welcome')
    places.scan.focus()
  }

  places.scan.addEventListener('click', () => (state.view === 'camera' ? show('welcome') : void openCamera()))
  byId('open-paste').addEventListener('click', () => {
    show('paste')
    places.pasted.focus()
  })
  byId('open-stack').addEventListener('click', () => {
    state.stacking = true
    checking.forget()
    stack.draw()
    show('stack')
    byId('close-stack').focus()
  })
  byId('language').addEventListener('click', () =>
    change({ ...state.settings, language: state.settings.language === 'id' ? 'en' : 'id' }),
  )
  byId('open-settings').addEventListener('click', dialog.open)
  places.install.addEventListener('click', () => void install.ask())
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && !places.settings.open) show('welcome')
  })
  listen(places, {
    text: (text) => void checking.text(text),
    photos: (files) => void checking.photos(files),
    trustFiles: (files) => void dialog.importFiles(files),
    emptyPaste: () => tell('paste.empty', true),
  })
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && state.view === 'camera') show('welcome')
    if (!document.hidden) drawTrust(places, state, trust)
  })
  addEventListener('online', () => void trust.refresh())
  setInterval(() => {
    if (!document.hidden && navigator.onLine) void trust.refresh()
    else drawTrust(places, state, trust)
  }, refreshEveryMs)

  drawPage(places, state, trust)
  await trust.refresh()
  state.offlineReady = await keepOffline()
  document.documentElement.dataset.offline = state.offlineReady ? 'ready' : 'no'
  dialog.redraw()
}

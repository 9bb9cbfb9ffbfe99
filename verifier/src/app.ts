import { verifyCard } from '@sentra/card'
import type { Verdict } from '@sentra/contract'
import { keepOffline } from './offline/register.ts'
import { type Camera, startCamera } from './scan/camera.ts'
import { listenForScanner } from './scan/hardware-scanner.ts'
import { readPhoto } from './scan/read-photo.ts'
import { sayAge, sayMoment } from './screen/dates.ts'
import { byId } from './screen/element.ts'
import { type Notice, showNotices, standingNotices } from './screen/notices.ts'
import { applyTheme, keepSettings, readSettings } from './screen/settings.ts'
import { fillSettings } from './screen/settings-dialog.ts'
import { showVerdict } from './screen/show-verdict.ts'
import { signal } from './screen/signals.ts'
import { toneOf } from './screen/verdict-tone.ts'
import { say, type Word, words } from './screen/words.ts'
import { importFiles } from './trust/import-files.ts'
import { getBeside, type Refreshed, refreshTrust } from './trust/refresh-trust.ts'
import { loadTrust, oldestListDate } from './trust/trust-in-hand.ts'
import { openTrustStore } from './trust/trust-store.ts'

/** A result left on a table is read by the next person who passes. */
const verdictStaysMs = 3 * 60_000
/** Lists change in hours; a quarter of one is fresh enough and costs a 304 each. */
const refreshEveryMs = 15 * 60_000

/**
 * The page: one text in, by camera, photo, paste or scanner; one answer out. A text is held until the
 * next one or for three minutes, in memory, and nowhere else.
 */
export async function startApp(): Promise<void> {
  const store = await openTrustStore()
  const get = getBeside(document.baseURI)
  let settings = readSettings(navigator.language)
  let hand = await loadTrust(store)
  let verdict: Verdict | null = null
  let passing: Notice | null = null
  let rootChanged = false
  let loading = true
  let offlineReady = false
  let camera: Camera | null = null
  let clearing: ReturnType<typeof setTimeout> | undefined

  const place = {
    verdict: byId('verdict'),
    camera: byId('camera'),
    paste: byId('paste'),
    welcome: byId('welcome'),
    notices: byId('notices'),
    ages: byId('ages'),
    scan: byId<HTMLButtonElement>('scan'),
    torch: byId<HTMLButtonElement>('torch'),
    photo: byId<HTMLInputElement>('photo'),
    pasted: byId<HTMLTextAreaElement>('pasted'),
    settings: byId<HTMLDialogElement>('settings'),
  }
  type View = 'welcome' | 'camera' | 'paste' | 'verdict'
  let view: View = 'welcome'

  function show(next: View): void {
    if (view === 'camera' && next !== 'camera') stopCamera()
    view = next
    for (const name of ['welcome', 'camera', 'paste', 'verdict'] as const) place[name].hidden = name !== next
    const scanWord: Word =
      next === 'camera' ? 'action.stop' : next === 'verdict' ? 'action.next' : 'action.scan'
    place.scan.textContent = say(settings.language, scanWord)
  }

  function draw(): void {
    const { language } = settings
    applyTheme(settings.theme)
    document.documentElement.lang = language
    document.title = `Sentra · ${say(language, 'title')}`
    for (const node of document.querySelectorAll<HTMLElement>('[data-say]')) {
      if (isWord(node.dataset.say)) node.textContent = say(language, node.dataset.say)
    }
    for (const node of document.querySelectorAll<HTMLElement>('[data-label]')) {
      if (isWord(node.dataset.label)) node.setAttribute('aria-label', say(language, node.dataset.label))
    }
    byId('language').textContent = say(language, 'language.other')
    if (verdict) showVerdict(place.verdict, verdict, language)
    show(view)
    drawTrust()
  }

  function drawTrust(): void {
    const { language } = settings
    const now = new Date()
    const standing = standingNotices(hand, { rootChanged, secure: isSecureContext, loading, now, language })
    showNotices(place.notices, passing ? [...standing, passing] : standing, language)
    const oldest = oldestListDate(hand.lists)
    const age = hand.checkedAt ? sayAge(language, hand.checkedAt, now) : ''
    place.ages.textContent = !hand.trust
      ? say(language, 'age.none')
      : oldest
        ? say(language, 'age.lists', { age, date: sayMoment(language, oldest) })
        : say(language, 'age.bundle', { age })
    if (place.settings.open) openSettings()
  }

  function tell(word: Word | null, grave = false): void {
    passing = word ? { word, grave } : null
    drawTrust()
  }

  async function check(text: string): Promise<void> {
    tell(null)
    if (!hand.trust) {
      show('welcome')
      return
    }
    verdict = await verifyCard(text, { trust: hand.trust, statusLists: hand.lists, now: new Date() })
    showVerdict(place.verdict, verdict, settings.language)
    show('verdict')
    scrollTo({ top: 0 })
    place.verdict.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true })
    signal(toneOf(verdict), settings)
    clearTimeout(clearing)
    clearing = setTimeout(forget, verdictStaysMs)
  }

  function forget(): void {
    verdict = null
    place.verdict.replaceChildren()
    if (view !== 'verdict') return
    show('welcome')
    tell('verdict.cleared')
  }

  async function openCamera(): Promise<void> {
    show('camera')
    tell('camera.starting')
    const opened = await startCamera(byId<HTMLVideoElement>('viewfinder'), (text) => void check(text))
    if (typeof opened === 'string') {
      show('welcome')
      tell(opened, true)
      return
    }
    tell(null)
    // The person may have pressed "stop" while the camera was starting.
    if (view !== 'camera') return opened.stop()
    camera = opened
    place.torch.hidden = opened.setTorch === null
    place.torch.setAttribute('aria-pressed', 'false')
  }

  function stopCamera(): void {
    camera?.stop()
    camera = null
  }

  async function checkPhoto(file: File): Promise<void> {
    tell('photo.reading')
    try {
      const text = await readPhoto(file)
      if (text) await check(text)
      else tell('photo-without-qr', true)
    } catch (error) {
      tell(error instanceof DOMException ? 'photo-unreadable' : 'reader-unavailable', true)
    }
  }

  async function refresh(): Promise<Refreshed> {
    const refreshed = await refreshTrust(store, get, () => new Date())
    rootChanged = refreshed.problems.includes('root-changed')
    hand = await loadTrust(store)
    loading = false
    drawTrust()
    return refreshed
  }

  function openSettings(): void {
    const answer = place.settings.querySelector('.settings-answer')?.textContent ?? ''
    fillSettings(
      place.settings,
      { settings, hand, offlineReady },
      {
        change: (changed) => {
          settings = changed
          keepSettings(settings)
          draw()
        },
        refresh,
        importFiles: async (files) => {
          const contents = await Promise.all(
            Array.from(files, async (file) => new Uint8Array(await file.arrayBuffer())),
          )
          const imported = await importFiles(store, contents, new Date())
          hand = await loadTrust(store)
          drawTrust()
          return imported
        },
        reset: async () => {
          for (const name of await store.names()) await store.remove(name)
          rootChanged = false
          hand = await loadTrust(store)
          place.settings.close()
          await refresh()
        },
      },
    )
    place.settings.querySelector('.settings-answer')!.textContent = place.settings.open ? answer : ''
    if (!place.settings.open) place.settings.showModal()
  }

  place.scan.addEventListener('click', () => (view === 'camera' ? show('welcome') : void openCamera()))
  place.torch.addEventListener('click', () => {
    const lit = place.torch.getAttribute('aria-pressed') !== 'true'
    place.torch.setAttribute('aria-pressed', String(lit))
    void camera?.setTorch?.(lit)
  })
  place.photo.addEventListener('change', () => {
    const [file] = place.photo.files ?? []
    if (file) void checkPhoto(file).finally(() => (place.photo.value = ''))
  })
  byId('open-paste').addEventListener('click', () => {
    show('paste')
    place.pasted.focus()
  })
  const checkPasted = () => {
    const text = place.pasted.value.trim()
    if (text === '') return tell('paste.empty', true)
    place.pasted.value = ''
    void check(text)
  }
  byId('check-pasted').addEventListener('click', checkPasted)
  // Enter checks: a card's text has no second line, and scanners end with it.
  place.pasted.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    checkPasted()
  })
  document.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text')
    if (text && event.target !== place.pasted) void check(text)
  })
  byId('language').addEventListener('click', () => {
    settings = { ...settings, language: settings.language === 'id' ? 'en' : 'id' }
    keepSettings(settings)
    draw()
  })
  byId('open-settings').addEventListener('click', openSettings)
  listenForScanner(document, (text) => void check(text))
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && view === 'camera') show('welcome')
    if (!document.hidden) drawTrust()
  })
  addEventListener('online', () => void refresh())
  setInterval(() => {
    if (!document.hidden && navigator.onLine) void refresh()
    else drawTrust()
  }, refreshEveryMs)

  draw()
  await refresh()
  offlineReady = await keepOffline()
  document.documentElement.dataset.offline = offlineReady ? 'ready' : 'no'
  if (place.settings.open) openSettings()
}

function isWord(name: string | undefined): name is Word {
  return name !== undefined && name in words
}

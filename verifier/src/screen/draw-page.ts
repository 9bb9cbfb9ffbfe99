import type { TrustKeeper } from '../trust/keep-trust.ts'
import { oldestListDate } from '../trust/trust-in-hand.ts'
import { sayAge, sayMoment } from './dates.ts'
import { byId } from './element.ts'
import { showNotices, standingNotices } from './notices.ts'
import { type PageState, type Places, views } from './page.ts'
import { applyTheme } from './settings.ts'
import { showVerdict } from './show-verdict.ts'
import { isWord, say, type Word } from './words.ts'

/** Everything again, in the chosen language and look. */
export function drawPage(places: Places, state: PageState, trust: TrustKeeper): void {
  const { language, theme } = state.settings
  applyTheme(theme)
  document.documentElement.lang = language
  document.title = `Sentra · ${say(language, 'title')}`
  for (const node of document.querySelectorAll<HTMLElement>('[data-say]')) {
    if (isWord(node.dataset.say)) node.textContent = say(language, node.dataset.say)
  }
  for (const node of document.querySelectorAll<HTMLElement>('[data-label]')) {
    if (isWord(node.dataset.label)) node.setAttribute('aria-label', say(language, node.dataset.label))
  }
  byId('language').textContent = say(language, 'language.other')
  if (state.answer) showVerdict(places.verdict, state.answer, language)
  drawView(places, state)
  drawTrust(places, state, trust)
}

export function drawView(places: Places, { view, stacking, settings }: PageState): void {
  for (const name of views) places[name].hidden = name !== view && !(name === 'stack' && stacking)
  document.body.dataset.stacking = String(stacking)
  places.photo.multiple = stacking
  places.hint.textContent = say(settings.language, stacking ? 'camera.hint.stack' : 'camera.hint')
  const scanWord: Word =
    view === 'camera' ? 'action.stop' : view === 'verdict' ? 'action.next' : 'action.scan'
  places.scan.textContent = say(settings.language, scanWord)
}

/** What is wrong, and how old the data is: always in sight. */
export function drawTrust(places: Places, state: PageState, trust: TrustKeeper): void {
  const { language } = state.settings
  const hand = trust.hand()
  const now = new Date()
  const standing = standingNotices(hand, {
    rootChanged: trust.rootChanged(),
    secure: isSecureContext,
    loading: trust.loading(),
    now,
    language,
  })
  showNotices(places.notices, state.passing ? [...standing, state.passing] : standing, language)
  const oldest = oldestListDate(hand.lists)
  const age = hand.checkedAt ? sayAge(language, hand.checkedAt, now) : ''
  places.ages.textContent = !hand.trust
    ? say(language, 'age.none')
    : oldest
      ? say(language, 'age.lists', { age, date: sayMoment(language, oldest) })
      : say(language, 'age.bundle', { age })
}

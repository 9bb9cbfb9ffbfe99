import { oldestListDate, type TrustInHand } from '../trust/trust-in-hand.ts'
import { sayMoment } from './dates.ts'
import { element, fact } from './element.ts'
import { type Settings, type Theme, themes } from './settings.ts'
import { say, type Word } from './words.ts'

export interface SettingsActions {
  change(settings: Settings): void
  refresh(): Promise<void>
  importFiles(files: Iterable<File>): Promise<void>
  reset(): Promise<void>
}

/** Draws the dialog anew: choices, facts about the trust data, buttons. */
export function fillSettings(
  dialog: HTMLDialogElement,
  state: { settings: Settings; hand: TrustInHand; offlineReady: boolean },
  actions: SettingsActions,
): void {
  const { settings, hand } = state
  const word = (name: Word, values?: Record<string, string | number>) => say(settings.language, name, values)
  const close = button(word('settings.close'), 'secondary', () => dialog.close())
  close.id = 'close-settings'
  dialog.replaceChildren(
    element(
      'div',
      { class: 'dialog-head' },
      element('h2', { id: 'settings-title' }, word('settings')),
      close,
    ),
    choice(word('settings.sound'), settings.sound, (sound) => actions.change({ ...settings, sound })),
    choice(word('settings.vibration'), settings.vibration, (vibration) =>
      actions.change({ ...settings, vibration }),
    ),
    themeChoice(settings, word, actions),
    element('h3', { class: 'panel-title' }, word('data.title')),
    dataFacts(hand, state.offlineReady, settings, word),
    element('p', { class: 'settings-answer', role: 'status' }),
    button(word('data.refresh'), 'secondary', actions.refresh),
    importButton(word, actions),
    resetButtons(word, actions),
  )
}

type Say = (name: Word, values?: Record<string, string | number>) => string

function dataFacts(hand: TrustInHand, offlineReady: boolean, { language }: Settings, word: Say): HTMLElement {
  const { trust, lists } = hand
  const oldest = oldestListDate(lists)
  return element(
    'dl',
    {},
    fact(
      word('data.bundle'),
      trust
        ? word('data.bundle.value', { counter: trust.counter, date: sayMoment(language, trust.issuedAt) })
        : word('age.none'),
    ),
    fact(word('data.checked'), hand.checkedAt ? sayMoment(language, hand.checkedAt) : '—'),
    fact(
      word('data.lists'),
      oldest
        ? word('data.lists.value', { count: lists.size, date: sayMoment(language, oldest) })
        : word('data.lists.none'),
    ),
    fact(word('data.root'), hand.fingerprint ?? '—', 'fact-fingerprint'),
    fact(word('data.offline'), word(offlineReady ? 'data.offline.yes' : 'data.offline.no')),
  )
}

function importButton(word: Say, actions: SettingsActions): HTMLElement {
  const input = element('input', { type: 'file', multiple: '', id: 'import-files' })
  input.addEventListener('change', () => {
    if (input.files?.length) void actions.importFiles(Array.from(input.files))
  })
  return element('label', { class: 'secondary file-button' }, element('span', {}, word('data.import')), input)
}

/** Two steps, because afterwards the device trusts whom it meets next. */
function resetButtons(word: Say, actions: SettingsActions): HTMLElement {
  const place = element('div', { class: 'reset' })
  const ask = button(word('data.reset'), 'secondary danger', () => {
    const yes = button(word('data.reset.yes'), 'secondary danger', () => actions.reset())
    const no = button(word('data.reset.no'), 'secondary', () => place.replaceChildren(ask))
    place.replaceChildren(element('p', {}, word('data.reset.sure')), no, yes)
    no.focus()
  })
  place.append(ask)
  return place
}

function themeChoice(settings: Settings, word: Say, actions: SettingsActions): HTMLElement {
  const select = element('select', { id: 'theme' })
  for (const theme of themes) {
    const option = element('option', { value: theme }, word(`theme.${theme}`))
    option.selected = theme === settings.theme
    select.append(option)
  }
  select.addEventListener('change', () => actions.change({ ...settings, theme: select.value as Theme }))
  return element('label', { class: 'choice' }, element('span', {}, word('settings.theme')), select)
}

function choice(label: string, on: boolean, change: (on: boolean) => void): HTMLElement {
  const box = element('input', { type: 'checkbox', ...(on ? { checked: '' } : {}) })
  box.addEventListener('change', () => change(box.checked))
  return element('label', { class: 'choice' }, element('span', {}, label), box)
}

function button(label: string, className: string, press: () => unknown): HTMLButtonElement {
  const made = element('button', { type: 'button', class: className }, label)
  made.addEventListener('click', () => void press())
  return made
}

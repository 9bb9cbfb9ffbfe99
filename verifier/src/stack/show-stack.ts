import { element, fact, picture } from '../screen/element.ts'
import type { Language } from '../screen/settings.ts'
import { verdictTexts } from '../screen/show-verdict.ts'
import { tonePictures } from '../screen/verdict-tone.ts'
import { say, type Word } from '../screen/words.ts'
import { countStack, type Stack, type StackEntry, serialOf } from './stack.ts'
import { stackTone } from './stack-tone.ts'

/** More lines than a person looks through; the file has them all. */
const shownMax = 100

export interface StackScreen {
  readonly stack: Stack
  readonly last: StackEntry | null
  /** Off at first: a clerk's table is looked at by others. */
  readonly names: boolean
}

export interface StackActions {
  close(): void
  showNames(shown: boolean): void
  save(): void
  empty(): void
}

export function showStack(
  place: HTMLElement,
  screen: StackScreen,
  language: Language,
  actions: StackActions,
): void {
  const { stack, last, names } = screen
  const word = (name: Word, values?: Record<string, string | number>) => say(language, name, values)
  const close = button(word('stack.close'), 'secondary', actions.close)
  close.id = 'close-stack'
  const newest = stack.entries.slice(-shownMax).reverse()
  const children = [
    element(
      'div',
      { class: 'dialog-head' },
      element('h2', { id: 'stack-title' }, word('stack.title')),
      close,
    ),
    last ? lastScan(last, language) : element('p', { class: 'stack-lead' }, word('stack.lead')),
    counts(stack, language),
    element(
      'ol',
      { class: 'stack-list', 'aria-label': word('stack.title') },
      ...newest.map((entry) => line(entry, names, language)),
    ),
    newest.length < stack.entries.length &&
      element(
        'p',
        { class: 'stack-lead' },
        word('stack.newest', { shown: newest.length, count: stack.entries.length }),
      ),
    stack.entries.length > 0 && controls(screen, language, actions),
  ]
  place.replaceChildren(...children.filter((child) => child !== false))
}

/** The answer about the card in hand: what it is, and whether to put it aside. */
function lastScan({ verdict, place, times }: StackEntry, language: Language): HTMLElement {
  const tone = stackTone(verdict.kind)
  const aside = asideWord(verdict.kind)
  return element(
    'div',
    { class: 'stack-last verdict', 'data-tone': tone, 'data-kind': verdict.kind, role: 'status' },
    picture(tonePictures[tone], 'stack-picture'),
    element(
      'div',
      {},
      element('p', { class: 'stack-answer' }, verdictTexts(verdict, language).title),
      element('p', {}, `${say(language, 'stack.place', { place })} · ${serialOf(verdict) ?? '—'}`),
      times > 1 && element('p', { class: 'stack-repeated' }, say(language, 'stack.repeated', { times })),
      aside && element('p', {}, say(language, aside)),
    ),
  )
}

function asideWord(kind: StackEntry['verdict']['kind']): Word | null {
  if (kind === 'valid-local' || kind === 'valid-national') return 'stack.still-valid'
  return kind === 'exchanged' || kind === 'withdrawn' || kind === 'expired' ? null : 'stack.aside'
}

function counts(stack: Stack, language: Language): HTMLElement {
  const { cards, repeated, byKind } = countStack(stack)
  const kinds = Object.entries(byKind) as [keyof typeof byKind, number][]
  return element(
    'dl',
    { class: 'stack-counts' },
    fact(say(language, 'stack.cards'), String(cards)),
    fact(say(language, 'stack.repeats'), String(repeated)),
    ...kinds
      .filter(([, count]) => count > 0)
      .map(([kind, count]) => fact(say(language, `stack.kind.${kind}`), String(count))),
  )
}

function line({ verdict, place, times }: StackEntry, names: boolean, language: Language): HTMLElement {
  const tone = stackTone(verdict.kind)
  return element(
    'li',
    { class: 'stack-line', 'data-tone': tone, value: String(place) },
    picture(tonePictures[tone], 'stack-mark'),
    element('span', { class: 'stack-serial' }, serialOf(verdict) ?? '—'),
    element('span', { class: 'stack-kind' }, say(language, `stack.kind.${verdict.kind}`)),
    times > 1 && element('strong', { class: 'stack-times' }, `${times} ×`),
    names && element('span', { class: 'stack-name' }, verdict.card?.fullName ?? ''),
  )
}

function controls({ stack, names }: StackScreen, language: Language, actions: StackActions): HTMLElement {
  const box = element('input', { type: 'checkbox', id: 'stack-names', ...(names ? { checked: '' } : {}) })
  box.addEventListener('change', () => actions.showNames(box.checked))
  const place = element('div', { class: 'stack-controls' })
  const save = button(say(language, 'stack.export'), 'secondary', actions.save)
  save.id = 'save-stack'
  const empty = button(say(language, 'stack.empty'), 'secondary danger', () => {
    const no = button(say(language, 'stack.empty.no'), 'secondary', () => place.replaceChildren(...usual))
    const yes = button(say(language, 'stack.empty.yes'), 'secondary danger', actions.empty)
    const sure = say(language, 'stack.empty.sure', { count: stack.entries.length })
    place.replaceChildren(element('p', {}, sure), no, yes)
    no.focus()
  })
  const choice = element('label', { class: 'choice' }, element('span', {}, say(language, 'stack.names')), box)
  const usual = [choice, save, empty]
  place.append(...usual)
  return place
}

function button(label: string, className: string, press: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: className }, label)
  made.addEventListener('click', press)
  return made
}

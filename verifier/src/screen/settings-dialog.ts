import type { TrustKeeper } from '../trust/keep-trust.ts'
import type { PageState } from './page.ts'
import type { Settings } from './settings.ts'
import { fillSettings, type SettingsActions } from './settings-form.ts'
import { say, type Word } from './words.ts'

export interface SettingsDialog {
  open(): void
  /** Something it shows has changed. */
  redraw(): void
  /** Takes trust files that came by another way, and says here what became of them. */
  importFiles(files: Iterable<File>): Promise<void>
}

/** Sound, vibration, appearance, and the trust data: how old it is, how to renew it, how to let it go. */
export function settingsDialog(
  dialog: HTMLDialogElement,
  trust: TrustKeeper,
  state: Pick<PageState, 'settings' | 'offlineReady'>,
  change: (settings: Settings) => void,
): SettingsDialog {
  const fill = () => {
    const answer = dialog.querySelector('.settings-answer')?.textContent ?? ''
    fillSettings(dialog, { ...state, hand: trust.hand() }, actions)
    sayAnswer(dialog.open ? answer : '')
  }
  const sayAnswer = (text: string) => {
    dialog.querySelector('.settings-answer')!.textContent = text
  }
  const open = () => {
    fill()
    if (!dialog.open) dialog.showModal()
  }
  const word = (name: Word, values?: Record<string, string | number>) =>
    say(state.settings.language, name, values)
  const actions: SettingsActions = {
    change,
    refresh: async () => {
      sayAnswer(word('data.refreshing'))
      const { reached, problems } = await trust.refresh()
      const said = problems.map((problem) => word(problem))
      sayAnswer(said.join(' ') || word(reached ? 'data.refreshed' : 'data.unreached'))
    },
    importFiles: async (files) => {
      open()
      sayAnswer(word('data.refreshing'))
      const { taken, problems } = await trust.importFiles(files)
      const said = [word('data.imported', { count: taken }), ...problems.map((problem) => word(problem))]
      sayAnswer(said.join(' '))
    },
    reset: async () => {
      dialog.close()
      await trust.reset()
    },
  }
  return { open, redraw: () => dialog.open && fill(), importFiles: actions.importFiles }
}

/** A scanner types a key every few milliseconds; a person does not. */
const gapMaxMs = 60
/** Scanners that send no Enter are done when they fall silent. */
const silenceMs = 150
const lengthMax = 4296

/**
 * Listens for a hardware scanner: a burst of keys that begins `HC1:` (or `ST1:`, to say that it is a
 * ticket), ended by Enter or silence. Keys of a burst press no buttons. Fields are left alone.
 * Returns the way to stop listening.
 */
export function listenForScanner(target: EventTarget, found: (text: string) => void): () => void {
  let typed = ''
  let lastAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const finish = () => {
    clearTimeout(timer)
    const text = typed
    typed = ''
    if (isBurst(text) && text.length > 20) found(text)
  }
  const onKey = (event: Event) => {
    const { key, timeStamp, ctrlKey, metaKey, altKey, target: at } = event as KeyboardEvent
    if (ctrlKey || metaKey || altKey || isField(at)) return
    if (timeStamp - lastAt > gapMaxMs && typed !== '' && !isBurst(typed)) typed = ''
    lastAt = timeStamp
    if (key === 'Enter' && isBurst(typed)) {
      event.preventDefault()
      finish()
      return
    }
    if (key.length !== 1) return
    typed = (typed + key).slice(0, lengthMax)
    if (!couldBeBurst(typed)) typed = couldBeBurst(key) ? key : ''
    if (!isBurst(typed)) return
    event.preventDefault()
    clearTimeout(timer)
    timer = setTimeout(finish, silenceMs)
  }
  target.addEventListener('keydown', onKey, { capture: true })
  return () => {
    clearTimeout(timer)
    target.removeEventListener('keydown', onKey, { capture: true })
  }
}

const beginnings = ['HC1:', 'ST1:']
const isBurst = (text: string) => beginnings.some((beginning) => text.startsWith(beginning))
const couldBeBurst = (text: string) =>
  isBurst(text) || beginnings.some((beginning) => beginning.startsWith(text))

/** Where a person types. A tick box is none: a scanner must be heard while one has the focus. */
function isField(target: EventTarget | null): boolean {
  const { tagName, type } = (target ?? {}) as { tagName?: string; type?: string }
  if (tagName === 'INPUT') return type !== 'checkbox' && type !== 'file'
  return tagName === 'TEXTAREA' || tagName === 'SELECT'
}

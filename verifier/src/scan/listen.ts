import { byId } from '../screen/element.ts'
import type { Places } from '../screen/page.ts'
import { listenForScanner } from './hardware-scanner.ts'

export interface Heard {
  text(text: string): void
  photos(files: readonly File[]): void
  trustFiles(files: readonly File[]): void
  emptyPaste(): void
}

/** Every way into the page but the camera: photo, text field, clipboard, hardware scanner, dropped files. */
export function listen({ photo, pasted }: Places, heard: Heard): void {
  photo.addEventListener('change', () => {
    const files = Array.from(photo.files ?? [])
    photo.value = ''
    if (files.length > 0) heard.photos(files)
  })
  const checkPasted = () => {
    const text = pasted.value.trim()
    if (text === '') return heard.emptyPaste()
    pasted.value = ''
    heard.text(text)
  }
  byId('check-pasted').addEventListener('click', checkPasted)
  // Enter checks: a card's text has no second line, and scanners end with it.
  pasted.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    checkPasted()
  })
  document.addEventListener('paste', ({ clipboardData, target }) => {
    const photos = Array.from(clipboardData?.files ?? []).filter(isPicture)
    if (photos.length > 0) return heard.photos(photos)
    const text = clipboardData?.getData('text')
    if (text && target !== pasted) heard.text(text)
  })
  listenForScanner(document, heard.text)
  listenForDrops(heard)
}

/** Without this the browser would leave the page to show the file. Pictures are cards, the rest is trust data. */
function listenForDrops(heard: Heard): void {
  document.addEventListener('dragover', (event) => {
    event.preventDefault()
    document.body.dataset.dropping = 'true'
  })
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) delete document.body.dataset.dropping
  })
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    delete document.body.dataset.dropping
    const files = Array.from(event.dataTransfer?.files ?? [])
    const photos = files.filter(isPicture)
    const others = files.filter((file) => !isPicture(file))
    if (others.length > 0) heard.trustFiles(others)
    if (photos.length > 0) heard.photos(photos)
  })
}

const isPicture = ({ type }: File) => type.startsWith('image/')

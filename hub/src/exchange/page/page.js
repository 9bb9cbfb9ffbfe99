/**
 * The page on which a person exchanges the local card. It keeps one thing, in this tab only: the id of the
 * exchange, so that pressing the button again after a lost answer is the same exchange and not a second one.
 */
const byId = (id) => document.getElementById(id)
const form = byId('form')
const text = byId('text')
const button = form.querySelector('button')

if ('BarcodeDetector' in globalThis) {
  byId('photo-line').hidden = false
  byId('photo').addEventListener('change', async ({ target }) => {
    const [file] = target.files
    if (!file) return
    const found = await new globalThis.BarcodeDetector({ formats: ['qr_code'] })
      .detect(await createImageBitmap(file))
      .catch(() => [])
    if (found[0]) text.value = found[0].rawValue
    else
      say({ id: 'QR tidak terbaca. Coba foto yang lebih dekat.', en: 'No QR was read. Try a closer photo.' })
  })
}

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  say(null)
  button.disabled = true
  try {
    const response = await send('')
    const answer = await response.json()
    if (!response.ok) return say(answer.message)
    byId('qr').src = URL.createObjectURL(new Blob([answer.qrSvg], { type: 'image/svg+xml' }))
    byId('result').hidden = false
    form.hidden = true
    byId('result').scrollIntoView()
  } catch {
    say({
      id: 'Server tidak dapat dihubungi. Tekan lagi nanti; tidak ada yang hilang.',
      en: 'The server cannot be reached. Press again later; nothing is lost.',
    })
  } finally {
    button.disabled = false
  }
})

byId('paper').addEventListener('click', async () => {
  const response = await send('/paper')
  if (!response.ok) return say((await response.json()).message)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = 'kartu-nasional.pdf'
  link.click()
})

async function send(rest) {
  const localCardText = text.value.trim()
  return fetch(`/v1/exchanges${rest}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ exchangeId: await exchangeIdOf(localCardText), localCardText }),
  })
}

/** One id for one card in this tab. The card itself is not kept, only its hash. */
async function exchangeIdOf(cardText) {
  const bytes = await digest(cardText)
  const name = `exchange-${bytes}`
  const known = sessionStorage.getItem(name)
  if (known) return known
  const made = uuid()
  sessionStorage.setItem(name, made)
  return made
}

async function digest(cardText) {
  // Without https there is no subtle crypto; the length and ends of a signed text tell two cards apart as well.
  if (!crypto.subtle) return `${cardText.length}-${cardText.slice(-24)}`
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(cardText))
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function say(message) {
  byId('message').textContent = message ? `${message.id} · ${message.en}` : ''
}

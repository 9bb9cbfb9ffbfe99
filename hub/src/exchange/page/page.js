import { exchangeIdOf } from './exchange-id.js'
import { readPhoto } from './photo.js'
import { words } from './words.js'

/**
 * The page on which a person exchanges the local card, or gets the wallet form of a national card already in the hand.
 * What a card says goes to the server in the body of a request, never in an address, and is not kept here.
 */
const byId = (id) => document.getElementById(id)
const [form, text, submit] = [byId('form'), byId('text'), document.querySelector('[type=submit]')]
/** A request on a bad line takes a while; after this long the person shall know. */
const answerMsMax = 30_000

let language = navigator.language.startsWith('en') ? 'en' : 'id'
let said = { title: 'title', message: null, progress: null }
let held = { localCardText: null, nationalCardText: null }

byId('language').addEventListener('click', () => {
  language = language === 'id' ? 'en' : 'id'
  draw()
})

byId('photo').addEventListener('change', async ({ target }) => {
  const [file] = target.files
  target.value = ''
  if (!file) return
  tell({ message: null, progress: 'reading' })
  try {
    const found = await readPhoto(file, () => tell({ progress: 'openingReader' }))
    if (found) text.value = found
    tell(found ? { progress: 'found' } : { progress: null, message: 'noQr' })
    if (found) submit.focus()
  } catch {
    tell({ progress: null, message: 'noReader' })
  }
})

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const cardText = text.value.trim()
  if (!cardText) return tell({ message: 'noText', progress: null })
  await busy(submit, async () => {
    const answer = await ask('/v1/exchanges', {
      exchangeId: await exchangeIdOf(cardText),
      localCardText: cardText,
    })
    if (answer.ok) return showNational(cardText, answer.body)
    // A national card in the hand has nothing to exchange, and may still want to go into a wallet.
    const wallet =
      answer.error === 'card-not-accepted' && (await ask('/v1/wallet-cards', { nationalCardText: cardText }))
    if (!wallet?.ok) return tell({ message: answer.message })
    held = { localCardText: null, nationalCardText: cardText }
    tell({ title: 'nationalInHand', message: null })
    for (const id of ['paper-advice', 'qr', 'paper']) byId(id).hidden = true
    showWallet(wallet.body)
    openResult()
  })
})

byId('paper').addEventListener('click', ({ target }) =>
  busy(target, async () => {
    const { localCardText } = held
    const answer = await ask('/v1/exchanges/paper', {
      exchangeId: await exchangeIdOf(localCardText),
      localCardText,
    })
    if (!answer.ok) return tell({ message: answer.message })
    save(answer.body, 'kartu-nasional.pdf')
  }),
)

byId('wallet').addEventListener('click', ({ target }) =>
  busy(target, async () => {
    const answer = await ask('/v1/wallet-cards', { nationalCardText: held.nationalCardText })
    if (answer.ok) showWallet(answer.body)
    else tell({ message: answer.message })
  }),
)

byId('another').addEventListener('click', () => location.reload())

function showNational(localCardText, { nationalCardText, qrSvg, walletCards }) {
  held = { localCardText, nationalCardText }
  byId('qr').src = pictureOf(qrSvg)
  byId('wallet').hidden = !walletCards
  tell({ title: 'done', message: null })
  openResult()
}

function showWallet({ file, qrSvg }) {
  byId('wallet-qr').src = pictureOf(qrSvg)
  const blob = new Blob([JSON.stringify(file)], { type: 'application/smart-health-card' })
  byId('wallet-file').onclick = () => save(blob, 'kartu-nasional.smart-health-card')
  byId('wallet-card').hidden = false
  byId('wallet').hidden = true
}

function openResult() {
  text.value = ''
  form.hidden = true
  byId('result').hidden = false
  byId('title').focus()
  scrollTo({ top: 0 })
}

function save(blob, name) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
}

const pictureOf = (svg) => URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))

/** The answer to a POST; a server that says no, says nothing in time, or is away, is an answer too. */
async function ask(path, body) {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), answerMsMax)
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: giveUp.signal,
    })
    if (response.headers.get('content-type') === 'application/pdf')
      return { ok: true, body: await response.blob() }
    const answer = await response.json()
    if (response.ok) return { ok: true, body: answer }
    const { error, message } = answer
    if (response.status >= 500) throw new Error(error)
    return { ok: false, error, message: words[error] ? error : message }
  } catch {
    return { ok: false, message: 'unreachable' }
  } finally {
    clearTimeout(timer)
  }
}

async function busy(button, work) {
  tell({ message: null, progress: 'sending' })
  button.disabled = true
  await work()
  button.disabled = false
  tell({ progress: null })
}

/** Each is the name of a word, a message of the server in both languages, or null. */
function tell(news) {
  said = { ...said, ...news }
  draw()
}

function draw() {
  const say = (word) => (word ? (words[word] ?? word)[language] : '')
  document.documentElement.lang = language
  document.title = say(said.title)
  for (const place of document.querySelectorAll('[data-say]')) place.textContent = say(place.dataset.say)
  byId('title').textContent = say(said.title)
  byId('qr').alt = say('qr')
  byId('wallet-qr').alt = say('walletQr')
  const other = byId('language')
  other.textContent = language === 'id' ? 'English' : 'Bahasa Indonesia'
  other.lang = language === 'id' ? 'en' : 'id'
  for (const name of ['message', 'progress']) {
    if (byId(name).textContent !== say(said[name])) byId(name).textContent = say(said[name])
  }
}

draw()

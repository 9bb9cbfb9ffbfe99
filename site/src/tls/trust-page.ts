import { renderSVG } from 'uqr'
import { trustSteps } from './trust-steps.ts'

export interface TrustPageContent {
  readonly siteName: string
  readonly fingerprint: string
  readonly certificatePath: string
  /** For the QR on the laptop's screen, which a tablet scans first. */
  readonly thisPage: string
  /** The best one first; empty while https does not run. */
  readonly secureAddresses: readonly string[]
}

/**
 * The page that a tablet opens once, before it trusts the site. Whole in itself, without a script: it must work
 * in any browser. It says that it proves nothing: whoever could forge it would forge its fingerprint too.
 */
export function trustPage(content: TrustPageContent): string {
  const [secure, ...others] = content.secureAddresses
  return `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Percayai sentra ini · Trust this site</title>
<style>${styles}</style>
</head>
<body>
<main>
<h1>Percayai sentra ini<br><span lang="en">Trust this site</span></h1>
<p><strong>${escapeHtml(content.siteName)}</strong></p>
${words(
  'Kamera dan penyimpanan luring di tablet hanya bekerja lewat https. Lakukan sekali pada tiap tablet. Tanpa ini, semua meja tetap dapat bekerja lewat http: ketik, alat pemindai, atau foto QR. Di laptop sentra sendiri (localhost) tidak perlu apa-apa.',
  'Camera and offline storage on a tablet need https. Do this once on each tablet. Without it, every desk still works over http: typing, hardware scanner, or a photo of the QR. On the laptop itself (localhost) nothing is needed.',
)}
<h2>1. Unduh · <span lang="en">Download</span></h2>
<p><a class="button" href="${content.certificatePath}">sentra-site-ca.crt</a></p>
<h2>2. Bandingkan · <span lang="en">Compare</span></h2>
${words(
  'Sidik jari SHA-256 yang ditampilkan tablet untuk berkas itu harus sama dengan yang tertulis di layar laptop saat sentra dijalankan (atau: sentra site fingerprint). Bila berbeda, jangan dipasang: panggil koordinator. Halaman ini sendiri bukan bukti.',
  'The SHA-256 fingerprint that the tablet shows for the file must equal the one on the laptop’s screen when the site starts (or: sentra site fingerprint). If it differs, do not install it: call the coordinator. This page itself proves nothing.',
)}
<p class="fingerprint">${content.fingerprint
    .split(' ')
    .map((group) => `<span>${group}</span>`)
    .join(' ')}</p>
<h2>3. Pasang · <span lang="en">Install</span></h2>
${trustSteps.map(({ system, steps }) => `<details><summary>${system}</summary><ol>${steps.map(({ id, en }) => `<li>${id}<br><span lang="en">${en}</span></li>`).join('')}</ol></details>`).join('\n')}
<h2>4. Buka · <span lang="en">Open</span></h2>
${
  secure
    ? `${qr(secure)}<p><a href="${secure}">${secure}</a></p>${others.map((address) => `<p><a href="${address}">${address}</a></p>`).join('')}`
    : words(
        'Https tidak berjalan di laptop ini. Layar laptop menyebutkan sebabnya.',
        'Https does not run on this laptop. The laptop’s screen says why.',
      )
}
${words(
  'Sertifikat ini hanya berlaku untuk laptop ini di jaringan setempat; ia tidak dapat menjamin situs internet mana pun. Hapus dari tablet bila kampanye selesai.',
  'This certificate is good for this laptop on a local network only; it cannot vouch for any site on the internet. Remove it from the tablet when the campaign is over.',
)}
<h2>Tablet lain · <span lang="en">The next tablet</span></h2>
${qr(content.thisPage)}<p>${content.thisPage}</p>
</main>
</body>
</html>
`
}

const words = (id: string, en: string) => `<p>${id}</p>\n<p lang="en">${en}</p>`

const qr = (text: string) =>
  `<div class="qr" role="img" aria-label="QR: ${text}">${renderSVG(text, { border: 4, pixelSize: 6 })}</div>`

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const styles = `
body { font: 1.0625rem/1.5 system-ui, sans-serif; color: #16202a; background: #fff; margin: 0 }
main { max-width: 40rem; margin: 0 auto; padding: 1rem }
[lang=en] { color: #4a5763 }
h1 { font-size: 1.5rem; line-height: 1.25 } h2 { font-size: 1.1875rem; margin-top: 2rem }
.button { display: inline-block; padding: .875rem 1.25rem; border-radius: .5rem; background: #0b5a86; color: #fff; text-decoration: none }
.fingerprint { font-family: ui-monospace, monospace; font-size: 1.125rem } .fingerprint span { display: inline-block; margin: 0 1rem .25rem 0 }
summary { padding: .75rem 0; font-weight: 600; cursor: pointer } details { border-top: 1px solid #d5dce2 }
.qr svg { width: 14rem; height: 14rem } a { color: #0b5a86; overflow-wrap: anywhere }
`

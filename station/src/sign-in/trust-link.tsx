import { Notice, useWords } from '@sentra/ui'
import { useQuery } from '@tanstack/react-query'

/** A page over plain http from another machine gets no camera and no offline pages. */
const withoutTrust =
  location.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(location.hostname)

/** How this device comes to trust the site's laptop: said aloud where it would help, else a small link or nothing. */
export function TrustLink({ always = false }: { always?: boolean }) {
  const { say } = useWords()
  const shown = useQuery({ queryKey: ['trust-page'], queryFn: hasTrustPage, staleTime: Infinity }).data
  if (!shown || !(always || withoutTrust)) return null
  const link = <a href="/trust-this-site">{say('trust.open')}</a>
  return withoutTrust ? (
    <div style={{ marginTop: 20 }}>
      <Notice>
        <span>{say('trust.link')}:</span>
        {link}
      </Notice>
    </div>
  ) : (
    <p>{link}</p>
  )
}

/** A site without https has nothing to be trusted with. */
const hasTrustPage = () =>
  fetch('/trust-this-site', { method: 'HEAD' }).then(
    (answer) => answer.ok,
    () => false,
  )

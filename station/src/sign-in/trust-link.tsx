import { Notice, useWords } from '@sentra/ui'

/** A page over plain http from another machine gets no camera and no offline pages. */
const withoutTrust =
  location.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(location.hostname)

/** How this device comes to trust the site's laptop: said aloud where it would help, else a small link or nothing. */
export function TrustLink({ always = false }: { always?: boolean }) {
  const { say } = useWords()
  const link = <a href="/trust-this-site">{say('trust.open')}</a>
  if (withoutTrust)
    return (
      <Notice>
        <span>{say('trust.link')}:</span>
        {link}
      </Notice>
    )
  return always ? <p className="trust-link">{link}</p> : null
}

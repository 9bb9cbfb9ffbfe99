import { Button, Checkbox } from '@mantine/core'
import { type RefusalBody, warningMessage } from '@sentra/contract'
import { Icon, useWords } from '@sentra/ui'
import { useState } from 'react'

/** The warnings a refusal asks to look at, or null when it is another refusal. */
export function warningsIn(refusal: RefusalBody | null): string[] | null {
  if (refusal?.error !== 'warnings-not-accepted') return null
  const names = refusal.details?.names ?? refusal.details?.warnings
  return Array.isArray(names)
    ? names.map(String)
    : String(names ?? '')
        .split(/[\s,]+/)
        .filter(Boolean)
}

/** Seen, compared with the document, and true all the same: then it is accepted, one by one. */
export function WarningsToAccept({
  warnings,
  busy,
  onAccept,
}: {
  warnings: string[]
  busy: boolean
  onAccept: (warnings: string[]) => void
}) {
  const { say, pick } = useWords()
  const [seen, setSeen] = useState<readonly string[]>([])
  const all = warnings.every((warning) => seen.includes(warning))
  return (
    <section className="notice tone-warn" role="alert" data-refusal="warnings-not-accepted">
      <Icon name="warning" />
      <div className="notice-text" style={{ flex: 1 }}>
        <span>{say('registration.warnings')}</span>
        {warnings.map((warning) => (
          <Checkbox
            key={warning}
            label={pick(warningMessage(warning))}
            checked={seen.includes(warning)}
            onChange={(event) =>
              setSeen(
                event.currentTarget.checked ? [...seen, warning] : seen.filter((other) => other !== warning),
              )
            }
          />
        ))}
        <div className="row">
          <Button disabled={!all} loading={busy} onClick={() => onAccept(warnings)}>
            {say('registration.acceptWarnings')}
          </Button>
          <Button variant="default" type="submit" loading={busy}>
            {say('registration.checkAgain')}
          </Button>
        </div>
      </div>
    </section>
  )
}

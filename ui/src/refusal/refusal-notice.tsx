import type { RefusalBody } from '@sentra/contract'
import type { ReactNode } from 'react'
import { Icon } from '../icons/icon.tsx'
import { useWords } from '../language/use-words.ts'

/** A "no" with its remedy, announced to screen readers. Shown beside what has to be mended. */
export function RefusalNotice({
  refusal,
  atField = false,
  children,
}: {
  refusal: RefusalBody | null | undefined
  /** It is already shown at the field it is about. */
  atField?: boolean
  children?: ReactNode
}) {
  const { pick } = useWords()
  if (!refusal || atField) return null
  return (
    <div className="notice tone-bad" role="alert" data-refusal={refusal.error}>
      <Icon name="warning" />
      <div className="notice-text">
        <span>{pick(refusal.message)}</span>
        {children}
      </div>
    </div>
  )
}

/** The message of a refusal when it is about this field; undefined otherwise. */
export function useFieldRefusal(refusal: RefusalBody | null | undefined) {
  const { pick } = useWords()
  return (...names: string[]): string | undefined => {
    if (!refusal?.field) return undefined
    const field = refusal.field
    const here = names.some((name) => field === name || field.endsWith(`.${name}`))
    return here ? pick(refusal.message) : undefined
  }
}

/** Something to know, in a tone: not an error. */
export function Notice({
  tone = 'plain',
  children,
}: {
  tone?: 'plain' | 'good' | 'warn' | 'bad'
  children: ReactNode
}) {
  return (
    <div className={`notice tone-${tone}`} role="status">
      <Icon name={tone === 'good' ? 'check' : tone === 'plain' ? 'info' : 'warning'} />
      <div className="notice-text">{children}</div>
    </div>
  )
}

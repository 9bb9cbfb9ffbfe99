import { EmptyState, useWords } from '@sentra/ui'
import { Link } from '@tanstack/react-router'

/** An address that leads nowhere, and the way back. */
export function NotFound() {
  const { say } = useWords()
  return (
    <EmptyState icon="board" title={say('form.notFound')}>
      <Link to="/">{say('form.home')}</Link>
    </EmptyState>
  )
}

import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'

/** A person in a list: ticket number, name, one line about them; a touch opens the case. */
export function PersonLine({
  number,
  name,
  onOpen,
  aside,
  children,
}: {
  number: string
  name: string
  onOpen: () => void
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <li>
      <UnstyledButton className="person-row" onClick={onOpen}>
        <strong className="figure" style={{ fontSize: '1.3rem' }}>
          {number}
        </strong>
        <span className="person-row-text">
          <strong>{name}</strong>
          <span className="soft">{children}</span>
        </span>
        {aside}
      </UnstyledButton>
    </li>
  )
}

import type { ReactNode } from 'react'
import { Icon, type IconName } from '../icons/icon.tsx'

/** Nothing here, said kindly, with what would make something appear. */
export function EmptyState({
  icon,
  title,
  children,
}: {
  icon: IconName
  title: string
  children?: ReactNode
}) {
  return (
    <div className="empty-state">
      <Icon name={icon} size={40} />
      <strong>{title}</strong>
      {children}
    </div>
  )
}

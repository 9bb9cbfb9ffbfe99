import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../language/use-words.ts'

/** One thing on top of the page. Without `onClose` it stays until it is answered. */
export function Dialog({
  open,
  title,
  onClose,
  children,
}: {
  open: boolean
  title: string
  onClose?: () => void
  children: ReactNode
}) {
  const { say } = useWords()
  return (
    <Modal.Root opened={open} onClose={onClose ?? (() => {})} centered size="lg" radius="lg">
      <Modal.Overlay />
      <Modal.Content bg="var(--surface)">
        <Modal.Body pt="md">
          <div className="dialog-title">
            <Modal.Title fz="1.3rem" fw={700}>
              {title}
            </Modal.Title>
            {onClose ? <Modal.CloseButton size={48} iconSize={28} aria-label={say('shell.close')} /> : null}
          </div>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

import { Button, FileButton } from '@mantine/core'
import { Dialog, Icon, Notice, useWords } from '@sentra/ui'
import { lazy, Suspense, useState } from 'react'

const CameraView = lazy(async () => ({ default: (await import('./camera-view.tsx')).CameraView }))

/** Cameras exist only in a secure context; a photo file works everywhere. */
const hasCamera = typeof navigator !== 'undefined' && navigator.mediaDevices?.getUserMedia !== undefined

/** Scan with this device's camera, or from a photo. The reader is loaded at the first use. */
export function CameraButton({ onText }: { onText: (text: string) => void }) {
  const { say } = useWords()
  const [open, setOpen] = useState(false)
  const [unreadable, setUnreadable] = useState(false)
  const read = async (file: File | null) => {
    if (!file) return
    const { readCodes } = await import('./read-codes.ts')
    const texts = await readCodes(file)
    setUnreadable(texts.length === 0)
    if (texts[0] !== undefined) onText(texts[0])
  }
  return (
    <>
      {hasCamera ? (
        <Button variant="default" onClick={() => setOpen(true)} leftSection={<Icon name="camera" />}>
          {say('scan.camera')}
        </Button>
      ) : null}
      <FileButton accept="image/*" onChange={read}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<Icon name="photo" />}>
            {say('scan.photo')}
          </Button>
        )}
      </FileButton>
      {unreadable ? <Notice tone="warn">{say('scan.unreadable')}</Notice> : null}
      <Dialog open={open} onClose={() => setOpen(false)} title={say('scan.camera')}>
        <Suspense fallback={<p>{say('scan.starting')}</p>}>
          <CameraView
            onText={(text) => {
              setOpen(false)
              onText(text)
            }}
          />
        </Suspense>
      </Dialog>
    </>
  )
}

import { Notice, useWords } from '@sentra/ui'
import { useEffect, useRef, useState } from 'react'
import { readCodes } from './read-codes.ts'

/** Between two looks at the camera: a cheap phone needs about that long for one. */
const lookMs = 120

/** Shows the camera until it sees a QR. The pictures never leave this device. */
export function CameraView({ onText }: { onText: (text: string) => void }) {
  const { say } = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const [refused, setRefused] = useState(false)
  const latest = useRef(onText)
  latest.current = onText
  useEffect(() => {
    let stopped = false
    let stream: MediaStream | null = null
    const canvas = document.createElement('canvas')
    const look = async () => {
      const frame = video.current
      if (stopped || !frame) return
      const texts = frame.videoWidth > 0 ? await readCodes(grab(frame, canvas)).catch(() => []) : []
      if (stopped) return
      if (texts[0] !== undefined) return latest.current(texts[0])
      setTimeout(look, lookMs)
    }
    navigator.mediaDevices
      .getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } })
      .then(async (opened) => {
        stream = opened
        if (stopped || !video.current) return stop()
        video.current.srcObject = opened
        await video.current.play()
        void look()
      })
      .catch(() => setRefused(true))
    const stop = () => stream?.getTracks().forEach((track) => void track.stop())
    return () => {
      stopped = true
      stop()
    }
  }, [])
  if (refused) return <Notice tone="warn">{say('scan.noCamera')}</Notice>
  return (
    <video
      ref={video}
      muted
      playsInline
      aria-label={say('scan.camera')}
      style={{ width: '100%', borderRadius: 12, background: '#000' }}
    />
  )
}

function grab(frame: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData {
  canvas.width = frame.videoWidth
  canvas.height = frame.videoHeight
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser cannot read its own camera picture')
  context.drawImage(frame, 0, 0)
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

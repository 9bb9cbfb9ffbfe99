import { pictureReader } from './read-picture.ts'
import { newShowings } from './showings.ts'

export type CameraRefusal = 'camera-denied' | 'camera-missing' | 'camera-needs-secure-page'

export interface Camera {
  /** Null: this camera has no lamp. */
  readonly setTorch: ((lit: boolean) => Promise<void>) | null
  stop(): void
}

/** Between two looks: a QR in view is read at once, and a cheap phone stays cool. */
const pauseMs = 120

/**
 * Shows the back camera in `video` and calls `found` with the first QR text, then stops; while `goesOn`
 * it looks on, and calls for each card put before it. Pictures stay in memory and are gone with the next.
 */
export async function startCamera(
  video: HTMLVideoElement,
  found: (text: string) => void,
  goesOn: () => boolean = () => false,
): Promise<Camera | CameraRefusal> {
  if (!navigator.mediaDevices?.getUserMedia) return 'camera-needs-secure-page'
  const stream = await openStream()
  if (typeof stream === 'string') return stream
  let running = true
  const stop = () => {
    running = false
    for (const track of stream.getTracks()) track.stop()
    video.srcObject = null
  }
  video.srcObject = stream
  // Interrupted when the person has already pressed "stop": nothing is wrong then.
  await video.play().catch(() => undefined)
  const look = async () => {
    const read = await pictureReader()
    const isNew = newShowings()
    while (running) {
      const text = video.readyState >= 2 ? await read(video) : null
      if (text && running) {
        const goOn = goesOn()
        if (!goOn) stop()
        if (!goOn || isNew(text, performance.now())) found(text)
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
  look().catch((error: unknown) => {
    stop()
    reportError(error)
  })
  return { setTorch: torchOf(stream), stop }
}

async function openStream(): Promise<MediaStream | CameraRefusal> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 1280 } },
    })
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotAllowedError'
      ? 'camera-denied'
      : 'camera-missing'
  }
}

function torchOf(stream: MediaStream): Camera['setTorch'] {
  const [track] = stream.getVideoTracks()
  const abilities = track?.getCapabilities?.() as { torch?: boolean } | undefined
  if (!track || !abilities?.torch) return null
  return (lit) => track.applyConstraints({ advanced: [{ torch: lit } as MediaTrackConstraintSet] })
}

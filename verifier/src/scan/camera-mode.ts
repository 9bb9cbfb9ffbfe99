import type { Places } from '../screen/page.ts'
import { type Camera, type CameraRefusal, startCamera } from './camera.ts'

export interface CameraMode {
  /** Null when it runs, or was no longer wanted when it did. */
  open(wanted: () => boolean): Promise<CameraRefusal | null>
  close(): void
}

/** The camera of the page: at most one, off the moment it is not looked at, with its lamp where there is one. */
export function cameraMode(
  { viewfinder, torch }: Places,
  found: (text: string) => void,
  goesOn: () => boolean,
): CameraMode {
  let camera: Camera | null = null
  torch.addEventListener('click', () => {
    const lit = torch.getAttribute('aria-pressed') !== 'true'
    torch.setAttribute('aria-pressed', String(lit))
    void camera?.setTorch?.(lit)
  })
  return {
    open: async (wanted) => {
      const opened = await startCamera(viewfinder, found, goesOn)
      if (typeof opened === 'string') return opened
      // The person may have pressed "stop" while the camera was starting.
      if (!wanted()) opened.stop()
      else camera = opened
      torch.hidden = opened.setTorch === null
      torch.setAttribute('aria-pressed', 'false')
      return null
    },
    close: () => {
      camera?.stop()
      camera = null
    },
  }
}

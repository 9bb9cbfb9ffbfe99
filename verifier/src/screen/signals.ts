import type { Settings } from './settings.ts'
import type { Tone } from './verdict-tone.ts'

/** [hertz, start, length] in seconds. Rising for yes, two level for "look", low and long for no. */
const melodies: Record<Tone, readonly (readonly [number, number, number])[]> = {
  good: [
    [660, 0, 0.12],
    [990, 0.13, 0.2],
  ],
  unsure: [
    [660, 0, 0.14],
    [660, 0.22, 0.14],
  ],
  replaced: [
    [660, 0, 0.14],
    [520, 0.18, 0.14],
    [660, 0.36, 0.14],
  ],
  pause: [
    [440, 0, 0.2],
    [440, 0.3, 0.2],
  ],
  stop: [[196, 0, 0.55]],
}

/** Milliseconds on, off, on … */
const rhythms: Record<Tone, number[]> = {
  good: [80],
  unsure: [80, 80, 80],
  replaced: [80, 80, 80, 80, 80],
  pause: [200, 120, 200],
  stop: [600],
}

let context: AudioContext | undefined

/** For those who look at the person and not at the phone. Silence is never the only answer: the screen has it. */
export function signal(tone: Tone, settings: Settings): void {
  if (settings.vibration) navigator.vibrate?.(rhythms[tone])
  if (settings.sound) play(tone)
}

function play(tone: Tone): void {
  if (!('AudioContext' in globalThis)) return
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume().catch(() => undefined)
  for (const [hertz, start, length] of melodies[tone]) {
    const oscillator = context.createOscillator()
    const loudness = context.createGain()
    const from = context.currentTime + start
    oscillator.frequency.value = hertz
    oscillator.type = tone === 'stop' ? 'square' : 'sine'
    loudness.gain.setValueAtTime(0.25, from)
    loudness.gain.exponentialRampToValueAtTime(0.001, from + length)
    oscillator.connect(loudness).connect(context.destination)
    oscillator.start(from)
    oscillator.stop(from + length)
  }
}

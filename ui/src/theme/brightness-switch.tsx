import { UnstyledButton } from '@mantine/core'
import { Icon } from '../icons/icon.tsx'
import { useWords } from '../language/use-words.ts'
import { brightnesses } from './brightness.ts'
import { useBrightness } from './sentra-provider.tsx'

const pictures = { plain: 'contrast', sunlight: 'sun', dark: 'moon' } as const

/** Ordinary, bright sunlight, dark: one button that goes round. */
export function BrightnessSwitch() {
  const { say } = useWords()
  const [brightness, setBrightness] = useBrightness()
  const next = brightnesses[(brightnesses.indexOf(brightness) + 1) % brightnesses.length] ?? 'plain'
  const label = say('shell.brightness', { now: say(`shell.brightnesses.${brightness}`) })
  return (
    <UnstyledButton
      className="shell-button"
      aria-label={label}
      title={label}
      onClick={() => setBrightness(next)}
    >
      <Icon name={pictures[brightness]} />
    </UnstyledButton>
  )
}

import { MantineProvider, useMantineColorScheme } from '@mantine/core'
import '@mantine/core/styles.css'
import './tokens.css'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { applyBrightness, type Brightness, storedBrightness } from './brightness.ts'
import { sentraTheme } from './theme.ts'

const BrightnessContext = createContext<[Brightness, (next: Brightness) => void]>(['plain', () => {}])

/** The current brightness and how to change it. */
export const useBrightness = () => useContext(BrightnessContext)

/** Theme, colours and controls for one web app. Call `startWords()` before rendering it. */
export function SentraProvider({ children }: { children: ReactNode }) {
  const [brightness, setBrightness] = useState(storedBrightness)
  return (
    <MantineProvider theme={sentraTheme} defaultColorScheme={brightness === 'dark' ? 'dark' : 'light'}>
      <BrightnessContext value={[brightness, setBrightness]}>
        <BrightnessOnPage brightness={brightness} />
        {children}
      </BrightnessContext>
    </MantineProvider>
  )
}

function BrightnessOnPage({ brightness }: { brightness: Brightness }) {
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => {
    setColorScheme(brightness === 'dark' ? 'dark' : 'light')
    applyBrightness(brightness)
  }, [brightness, setColorScheme])
  return null
}

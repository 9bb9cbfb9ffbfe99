import { createTheme, type MantineColorsTuple } from '@mantine/core'

const sea: MantineColorsTuple = [
  '#e6f4f8',
  '#cfe8f0',
  '#a3d3e2',
  '#72bbd2',
  '#46a4c2',
  '#2590b3',
  '#0f7c9f',
  '#056586',
  '#04506b',
  '#033a4f',
]

/** For what cannot be undone; white on its seventh shade has a contrast of 7:1. */
const alarm: MantineColorsTuple = [
  '#fdeceb',
  '#fad5d2',
  '#f3aaa5',
  '#eb7d75',
  '#df564d',
  '#cf3a30',
  '#bb281f',
  '#a31d16',
  '#861610',
  '#68100b',
]

/**
 * Controls are for a gloved hand on a cheap phone in the sun: nothing to touch is lower than 48 px,
 * and the fonts are those of the machine, because the hall may have no internet.
 */
export const sentraTheme = createTheme({
  primaryColor: 'sea',
  primaryShade: { light: 7, dark: 7 },
  colors: { sea, alarm },
  // Not `system-ui`: where no desktop says what it is, each weight may come from another family.
  fontFamily: '-apple-system, "Segoe UI", Roboto, "Noto Sans", "Open Sans", "DejaVu Sans", Arial, sans-serif',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'lg' } },
    TextInput: { defaultProps: { size: 'lg' } },
    NumberInput: { defaultProps: { size: 'lg', hideControls: true } },
    PasswordInput: { defaultProps: { size: 'lg' } },
    Textarea: { defaultProps: { size: 'lg' } },
    NativeSelect: { defaultProps: { size: 'lg' } },
    Checkbox: { defaultProps: { size: 'lg' } },
    Modal: { defaultProps: { centered: true, radius: 'lg', size: 'lg' } },
  },
})

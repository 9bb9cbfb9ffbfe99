/** Our own few pictures, drawn with strokes on a 24 grid so that they take the colour of their text. */
const paths = {
  gate: 'M4 21V5l8-3 8 3v16M4 21h16M9 21v-7h6v7',
  registration: 'M4 4h16v16H4zM8 9h8M8 13h8M8 17h4',
  screening: 'M6 3v6a5 5 0 0 0 10 0V3M11 14v2a4 4 0 0 0 8 0v-2M19 14a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  vaccination: 'M18 2l4 4M20 4l-3 3M19 9l-9 9H6v-4l9-9zM6 18l-4 4M12 8l2 2M9 11l2 2',
  observation: 'M12 21a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 9v4l3 2M9 2h6',
  card: 'M2 6h20v13H2zM2 10h20M6 15h5',
  board: 'M3 4h18v12H3zM12 16v5M8 21h8M7 9h4M7 12h7',
  coordinator: 'M4 20V10M10 20V4M16 20v-7M21 20H3',
  grid: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z',
  scan: 'M3 8V4h4M17 4h4v4M21 16v4h-4M7 20H3v-4M7 12h10',
  camera: 'M3 7h4l2-3h6l2 3h4v13H3zM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
  photo: 'M3 4h18v16H3zM3 16l5-5 4 4 3-3 6 6M8.5 9.5h.01',
  print: 'M6 9V3h12v6M6 18H3V9h18v9h-3M6 14h12v7H6z',
  undo: 'M4 9h10a6 6 0 0 1 0 12h-3M4 9l5-5M4 9l5 5',
  check: 'M4 13l5 5L20 6',
  cross: 'M5 5l14 14M19 5L5 19',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v6M12 7.5h.01',
  warning: 'M12 3l10 18H2zM12 10v5M12 18h.01',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0',
  call: 'M4 10v4h4l6 5V5L8 10zM18 8a5 5 0 0 1 0 8',
  sun: 'M12 17a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM12 1v3M12 20v3M1 12h3M20 12h3M4 4l2 2M18 18l2 2M20 4l-2 2M6 18l-2 2',
  moon: 'M20 14A8 8 0 1 1 10 4a6.5 6.5 0 0 0 10 10z',
  contrast: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 3v18M12 7h7M12 12h9M12 17h7',
  exchange: 'M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4',
  out: 'M10 4H4v16h6M9 12h12M17 8l4 4-4 4',
  link: 'M5 12.5a10 10 0 0 1 14 0M8 15.5a6 6 0 0 1 8 0M12 19h.01M2 9.5a14 14 0 0 1 20 0',
} as const

export type IconName = keyof typeof paths

/** Decoration only: the words beside it, or the button's label, say what it is. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  )
}

import { useMemo } from 'react'
import { encode } from 'uqr'

/**
 * A QR drawn as one path, black on white in every theme, with the quiet zone scanners need.
 * `ecc` M unless told otherwise; text that does not fit a QR throws: a card is bounded when it is made.
 */
export function QrPicture({
  text,
  label,
  size = 240,
}: {
  text: string
  label: string
  size?: number | string
}) {
  const { side, path } = useMemo(() => {
    const qr = encode(text, { ecc: 'M', border: 4 })
    const steps: string[] = []
    qr.data.forEach((row, y) => {
      row.forEach((dark, x) => {
        if (dark) steps.push(`M${x} ${y}h1v1h-1z`)
      })
    })
    return { side: qr.size, path: steps.join('') }
  }, [text])
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      style={{ width: size, maxWidth: '100%', aspectRatio: '1', background: '#ffffff', borderRadius: 8 }}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000000" />
    </svg>
  )
}

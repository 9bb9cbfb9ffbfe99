import { qrShape } from '@sentra/card/paper'

/** The QR of a card as SVG with its quiet zone of four modules: sharp at any size, and it needs no script. */
export function qrSvg(text: string): string {
  const { modules, dark } = qrShape(text)
  return svgOfModules(modules, (x, y) => dark[y]![x]!)
}

export function svgOfModules(modules: number, isDark: (x: number, y: number) => boolean): string {
  const side = modules + 8
  let path = ''
  for (let y = 0; y < modules; y += 1) {
    for (let x = 0; x < modules; x += 1) if (isDark(x, y)) path += `M${x + 4} ${y + 4}h1v1h-1z`
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${path}"/></svg>`
}

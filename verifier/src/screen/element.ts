type Child = Node | string | null | false

/** A piece of the page. Text is always text: nothing that came from a card can become markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value)
  made.append(...children.filter((child): child is Node | string => child !== null && child !== false))
  return made
}

export function picture(path: string, className: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 48 48')
  svg.setAttribute('class', className)
  svg.setAttribute('aria-hidden', 'true')
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}

/** An element that `index.html` promises. */
export function byId<Element extends HTMLElement>(id: string): Element {
  const found = document.getElementById(id)
  if (!found) throw new Error(`Broken invariant: the page has an element #${id}`)
  return found as Element
}

export function fact(label: string, value: string, className = ''): HTMLElement {
  return element('div', { class: `fact ${className}` }, element('dt', {}, label), element('dd', {}, value))
}

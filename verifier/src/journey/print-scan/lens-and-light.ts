import type { Chance } from '@sentra/testkit'

type Light = Float32Array<ArrayBuffer>

/** A lens out of focus (three box blurs come close to a bell curve), then a hand that moved. */
export function blur(
  light: Light,
  side: number,
  deviation: number,
  motion: { length: number; angle: number },
): Light {
  let blurred = light
  if (deviation > 0.1) {
    const bell = bellOf(deviation)
    blurred = spread(spread(blurred, side, 1, 0, bell), side, 0, 1, bell)
  }
  if (motion.length < 0.5) return blurred
  const steps = Math.ceil(motion.length) + 1
  const even = Array.from({ length: steps }, () => 1 / steps)
  return spread(blurred, side, Math.cos(motion.angle), Math.sin(motion.angle), even)
}

function bellOf(deviation: number): number[] {
  const reach = Math.ceil(deviation * 2.5)
  const weights = Array.from({ length: 2 * reach + 1 }, (_, index) =>
    Math.exp(-((index - reach) ** 2) / (2 * deviation * deviation)),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

/** The mean along a line through each pixel. */
function spread(light: Light, side: number, dx: number, dy: number, weights: readonly number[]): Light {
  const result = new Float32Array(light.length)
  const middle = (weights.length - 1) / 2
  weights.forEach((weight, index) => {
    const right = Math.round((index - middle) * dx)
    const down = Math.round((index - middle) * dy)
    for (let y = 0; y < side; y += 1) {
      const from = Math.max(0, Math.min(side - 1, y + down)) * side
      for (let x = 0; x < side; x += 1) {
        const column = x + right
        result[y * side + x]! += weight * light[from + (column < 0 ? 0 : column >= side ? side - 1 : column)]!
      }
    }
  })
  return result
}

/** Darker towards one side, as under a roof or a hand. */
export function castShadow(light: Light, side: number, depth: number, chance: Chance): void {
  if (depth === 0) return
  const angle = chance.number() * 2 * Math.PI
  const edge = (chance.number() - 0.5) * 0.4
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const along = ((x - side / 2) * Math.cos(angle) + (y - side / 2) * Math.sin(angle)) / side
      const shade = Math.max(0, Math.min(1, (along - edge) * 4 + 0.5))
      light[y * side + x]! *= 1 - depth * shade
    }
  }
}

/** Noise like a small sensor's, and the 256 steps of a picture. */
export function addGrain(light: Light, deviation: number, chance: Chance): Uint8Array<ArrayBuffer> {
  const grey = new Uint8Array(light.length)
  // Sums of uniform numbers, drawn once and walked through from a chance beginning: fast, and random enough.
  const bag = Float32Array.from({ length: 8191 }, () => {
    let sum = -2
    for (let draw = 0; draw < 4; draw += 1) sum += chance.number()
    return sum * Math.sqrt(3) * deviation
  })
  let place = chance.integer(0, bag.length - 1)
  for (let index = 0; index < grey.length; index += 1) {
    if (index % 977 === 0) place = chance.integer(0, bag.length - 1)
    place = (place + 1) % bag.length
    grey[index] = Math.max(0, Math.min(255, Math.round(light[index]! * 255 + bag[place]!)))
  }
  return grey
}

import type { Chance } from '@sentra/testkit'
import { addGrain, blur, castShadow } from './lens-and-light.ts'
import type { GreyPicture, PrintedPage } from './printed-paper.ts'

/**
 * What stands between a printed card and a phone. Lengths are in modules of the QR, angles in degrees,
 * light from 0 (black) to 1 (white).
 */
export interface Shot {
  /** Pixels of the photo for one module at the middle of the QR. */
  readonly pixelsPerModule: number
  readonly turn: number
  /** How far the card leans away, and in which direction it does. */
  readonly tilt: number
  readonly tiltTowards: number
  /** Standard deviation of the blur of a lens out of focus, and the path of a hand that moved. */
  readonly blur: number
  readonly motion: number
  readonly white: number
  readonly black: number
  /** How much darker the darkest side of the picture is. */
  readonly shadow: number
  /** Standard deviation of the sensor's noise, in the 255 steps of a picture. */
  readonly grain: number
  /** The part of the QR covered by dirt, drops, pen strokes and folds. */
  readonly dirt: number
  readonly jpegQuality: number
}

/** A third of what a cheap phone takes: the QR and what lies around it. */
const side = 720

/** The photo: the paper seen through a pinhole, then the lens, the light and the sensor. */
export function photograph(page: PrintedPage, shot: Shot, chance: Chance): GreyPicture {
  const paper = soil(page, shot.dirt, chance.fork('dirt'))
  const desk = chance.fork('desk').integer(70, 170) / 255
  const light = expose(eyeOf(page, shot, chance.fork('hand')), paper, shot, desk * shot.white)
  const moved = blur(light, side, shot.blur * shot.pixelsPerModule, {
    length: shot.motion * shot.pixelsPerModule,
    angle: chance.fork('motion').number() * Math.PI,
  })
  castShadow(moved, side, shot.shadow, chance.fork('shadow'))
  return { width: side, height: side, grey: addGrain(moved, shot.grain, chance.fork('grain')) }
}

/** From where and how the paper is seen: what stays the same for the two million rays of a photo. */
interface Eye {
  readonly cosTurn: number
  readonly sinTurn: number
  readonly cosTowards: number
  readonly sinTowards: number
  readonly cosLean: number
  readonly sinLean: number
  /** The middle of the photo, in pixels; that of the QR, in dots. */
  readonly photoX: number
  readonly photoY: number
  readonly middleX: number
  readonly middleY: number
  /** From the eye to the paper, in dots; as far as the paper leans, in pixels. */
  readonly far: number
  readonly leant: number
}

function eyeOf({ qr }: PrintedPage, shot: Shot, chance: Chance): Eye {
  const dotsPerPixel = qr.module / shot.pixelsPerModule
  const [cosTurn, sinTurn] = directionOf(shot.turn)
  const [cosTowards, sinTowards] = directionOf(shot.tiltTowards)
  const [cosLean, sinLean] = directionOf(shot.tilt)
  // A phone is held a little further away than the picture is wide.
  const distance = side * 1.2
  const [wanderX, wanderY] = [chance.integer(-30, 30), chance.integer(-30, 30)]
  return {
    cosTurn,
    sinTurn,
    cosTowards,
    sinTowards,
    cosLean,
    sinLean,
    photoX: side / 2 - wanderX,
    photoY: side / 2 - wanderY,
    middleX: qr.x + qr.side / 2,
    middleY: qr.y + qr.side / 2,
    far: distance * dotsPerPixel,
    leant: distance * cosLean,
  }
}

function directionOf(degrees: number): [cos: number, sin: number] {
  return [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
}

/**
 * The light on each pixel: from the ink between the four dots that a ray meets, or from the desk beside the paper. In one
 * piece, because a function for each ray would make two million numbers for the garbage collector.
 */
function expose(eye: Eye, { grey, width, height }: GreyPicture, shot: Shot, desk: number) {
  const { cosTurn, sinTurn, cosTowards, sinTowards, cosLean, sinLean, middleX, middleY } = eye
  const { white, black } = shot
  const light = new Float32Array(side * side)
  for (let pixel = 0; pixel < light.length; pixel += 1) {
    let sum = 0
    // Four rays a pixel: a sensor gathers light over its whole area.
    for (let ray = 0; ray < 4; ray += 1) {
      const px = (pixel % side) + 0.25 + (ray % 2) * 0.5 - eye.photoX
      const py = Math.floor(pixel / side) + 0.25 + (ray >> 1) * 0.5 - eye.photoY
      const along = px * cosTowards + py * sinTowards
      const across = -px * sinTowards + py * cosTowards
      const far = eye.far / (eye.leant - along * sinLean)
      const flatAlong = along * far
      const flatAcross = across * far * cosLean
      const fx = flatAlong * cosTowards - flatAcross * sinTowards
      const fy = flatAlong * sinTowards + flatAcross * cosTowards
      const x = middleX + fx * cosTurn - fy * sinTurn
      const y = middleY + fx * sinTurn + fy * cosTurn
      if (!(x >= 0 && y >= 0 && x < width && y < height)) {
        sum += desk
        continue
      }
      const left = x < 0.5 ? 0 : Math.min(width - 2, (x - 0.5) | 0)
      const top = y < 0.5 ? 0 : Math.min(height - 2, (y - 0.5) | 0)
      const right = Math.max(0, Math.min(1, x - 0.5 - left))
      const down = Math.max(0, Math.min(1, y - 0.5 - top))
      const start = top * width + left
      const above = grey[start]! * (1 - right) + grey[start + 1]! * right
      const below = grey[start + width]! * (1 - right) + grey[start + width + 1]! * right
      sum += white - (white - black) * (1 - (above * (1 - down) + below * down) / 255)
    }
    light[pixel] = sum / 4
  }
  return light
}

/** Dirt until that part of the QR is covered, thinly or wholly: thumbs, drops, a pen, a worn fold. */
function soil(page: PrintedPage, part: number, chance: Chance): GreyPicture {
  const grey = Uint8Array.from(page.grey)
  const { qr, width } = page
  let hidden = 0
  while (hidden < part * qr.side * qr.side) {
    const value = chance.pick([0, 70, 130, 200, 255])
    const thickness = 0.3 + 0.7 * chance.number()
    const across = qr.module * (0.8 + 2.2 * chance.number())
    const along = qr.module * (chance.happens(0.3) ? 4 + 8 * chance.number() : 0.8 + 2.2 * chance.number())
    const turn = chance.number() * Math.PI
    const x = qr.x + qr.side * chance.number()
    const y = qr.y + qr.side * chance.number()
    const reach = Math.ceil(Math.max(across, along))
    for (let row = -reach; row <= reach; row += 1) {
      for (let column = -reach; column <= reach; column += 1) {
        const u = (column * Math.cos(turn) + row * Math.sin(turn)) / along
        const v = (row * Math.cos(turn) - column * Math.sin(turn)) / across
        if (u * u + v * v > 1) continue
        const index = (Math.round(y) + row) * width + Math.round(x) + column
        if (index < 0 || index >= grey.length) continue
        grey[index] = grey[index]! * (1 - thickness) + value * thickness
        hidden += 1
      }
    }
  }
  return { width, height: page.height, grey }
}

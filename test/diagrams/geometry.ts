/** What a drawing takes up on its sheet: its boxes, lines, signs and texts, as its file has them. @module */

import { LETTERING } from '../../scripts/diagrams/styles.mjs'
import { type FAMILIES, measure } from './fonts.ts'

export interface Area {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** An area with round corners. */
export interface Box extends Area {
  readonly radius: number
}

export interface Text extends Area {
  readonly words: string
}

type Attributes = Readonly<Record<string, string>>

function* elements(svg: string, tag: string): Generator<{ attributes: Attributes; content: string }> {
  for (const [, written = '', content = ''] of svg.matchAll(new RegExp(`<${tag} ([^>]*?)/?>([^<]*)`, 'g'))) {
    const pairs = [...written.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value])
    yield { attributes: Object.fromEntries(pairs), content }
  }
}

const areaOf = (xs: readonly number[], ys: readonly number[]): Area => ({
  left: Math.min(...xs),
  right: Math.max(...xs),
  top: Math.min(...ys),
  bottom: Math.max(...ys),
})

/** What texts stand in: boxes, bars and the parts of a lane, whose points leave less room. */
export function boxesOf(svg: string): Box[] {
  const rects = [...elements(svg, 'rect')].filter(({ attributes }) =>
    /^(?:box-|bar)/.test(attributes.class ?? ''),
  )
  const lanes = pathsOf(svg, /^lane$/).map((points) => ({ ...areaOfPoints(points), radius: 0 }))
  return [
    ...rects.map(({ attributes }) => {
      const [x = 0, y = 0, width = 0, height = 0, radius = 0] = ['x', 'y', 'width', 'height', 'rx'].map(
        (name) => Number(attributes[name]),
      )
      return { left: x, right: x + width, top: y, bottom: y + height, radius }
    }),
    ...lanes.map((lane) => ({ ...lane, left: lane.left + 10, right: lane.right - 10 })),
  ]
}

export const sizeOf = (svg: string): { width: number; height: number } => {
  const [, width, height] = /^<svg [^>]* width="(\d+)" height="(\d+)"/.exec(svg) ?? []
  return { width: Number(width), height: Number(height) }
}

/** The corners of each path of such a class. */
function pathsOf(svg: string, look: RegExp): (readonly [number, number])[][] {
  const paths = [...elements(svg, 'path')].filter(({ attributes }) => look.test(attributes.class ?? ''))
  return paths.map(({ attributes: { d = '' } }) =>
    [...d.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const),
  )
}

const areaOfPoints = (points: readonly (readonly [number, number])[]): Area =>
  areaOf(
    points.map(([x]) => x),
    points.map(([, y]) => y),
  )

/** The straight pieces of all lines, corners included. */
export const piecesOf = (svg: string): Area[] =>
  pathsOf(svg, /^(?:way-|hair)/).flatMap((points) =>
    points.slice(1).map((point, place) => areaOfPoints([points[place] ?? point, point])),
  )

/** Heads of arrows, diamonds and crosses. */
export const signsOf = (svg: string): Area[] => pathsOf(svg, /^(?:head-|if-|cross)/).map(areaOfPoints)

/** How much of a text stands before its place. */
const SHARE_BEFORE: Readonly<Record<string, number>> = { start: 0, middle: 0.5, end: 1 }

/** The texts, from the top of their tall letters to the bottom of those that hang. */
export function textsOf(svg: string, family: (typeof FAMILIES)[number]): Text[] {
  return [...elements(svg, 'text')].map(({ attributes, content }) => {
    const lettering = LETTERING[attributes.class as keyof typeof LETTERING]
    const words = content.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
    const width = measure(words, lettering, family)
    const [x, y] = [Number(attributes.x), Number(attributes.y)]
    const left = x - width * (SHARE_BEFORE[attributes['text-anchor'] ?? 'start'] ?? 0)
    return {
      words,
      left,
      right: left + width,
      top: y - 0.76 * lettering.size,
      bottom: y + 0.24 * lettering.size,
    }
  })
}

/** Are two areas less far apart than that? */
export const touch = (a: Area, b: Area, apart: number): boolean =>
  a.left - apart < b.right && b.left - apart < a.right && a.top - apart < b.bottom && b.top - apart < a.bottom

/** Does an area lie within the box, so far from the border, and out of the round corners? */
export function holds(box: Box, { left, right, top, bottom }: Area, padding: number): boolean {
  const { radius } = box
  const above = Math.max(0, box.top + radius - top)
  const below = Math.max(0, bottom - (box.bottom - radius))
  const inset = radius - Math.sqrt(radius ** 2 - Math.min(radius, Math.max(above, below)) ** 2)
  return (
    left >= box.left + inset + padding &&
    right <= box.right - inset - padding &&
    top >= box.top + padding / 2 &&
    bottom <= box.bottom - padding / 2
  )
}

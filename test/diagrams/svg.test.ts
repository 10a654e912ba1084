/** The SVG drawings can be read on any page. @module */

import { describe, expect, test } from 'vitest'
import { partitionMachine, supervisorMachine, termMachine } from '../../machines/index.ts'
import { drawAll } from '../../scripts/diagrams/draw.mjs'

/** What a page of GitHub shows without making it smaller. */
const PAGE_WIDTH = 900

const drawings = await drawAll([termMachine, supervisorMachine, partitionMachine])
const svgs = [...drawings].filter(([name]) => name.endsWith('.svg')).map(([name, svg]) => ({ name, svg }))

interface Shape {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The boxes and labels, by the outermost outline of each. */
function shapesIn(svg: string): Shape[] {
  return [...svg.matchAll(/<g>\n<path fill="#\w+"[^>]* d="([^"]*)"/g)].map(([, outline = '']) => {
    const points = [...outline.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)]
    const xs = points.map(([, x]) => Number(x))
    const ys = points.map(([, , y]) => Number(y))
    return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
  })
}

const overlap = (a: Shape, b: Shape): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

describe.each(svgs)('$name', ({ svg }) => {
  test('fits on a page at its full size', () => {
    expect(Number(/<svg [^>]*width="(\d+)"/.exec(svg)?.[1])).toBeLessThanOrEqual(PAGE_WIDTH)
  })

  test('has no boxes or labels on top of each other', () => {
    const shapes = shapesIn(svg)
    expect(shapes.length).toBeGreaterThan(5)
    expect(shapes.filter((a) => shapes.some((b) => a !== b && overlap(a, b)))).toEqual([])
  })

  test('loads nothing and runs nothing', () => {
    expect(svg).not.toMatch(/@import|url\(|<(?:script|style|image|a|use|foreignObject)\b|href=/)
  })

  test('says what it shows', () => {
    expect(svg).toMatch(/^<svg role="img"[^>]*>\n<title>[^<]+<\/title>/)
  })
})

test('the drawing of a term names each of its six states', () => {
  const titles = drawings.get('term.svg')?.matchAll(/font-weight="bold"[^>]*>(\w+)/g) ?? []
  const names = [...titles].map(([, title]) => title)
  expect(names.sort()).toEqual(['term', ...Object.keys(termMachine.states)].sort())
})

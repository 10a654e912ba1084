/** The drawings can be read on any page, in any of the usual fonts, light and dark. @module */

import { describe, expect, test } from 'vitest'
import { termMachine } from '../../machines/index.ts'
import { drawings, svgs } from './drawn.ts'
import { FAMILIES } from './fonts.ts'
import { boxesOf, holds, piecesOf, signsOf, sizeOf, textsOf, touch } from './geometry.ts'

/** What a page of GitHub shows without making it smaller. */
const PAGE_WIDTH = 900

const middle = ({ left, right, top, bottom }: ReturnType<typeof boxesOf>[number]) => {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  return { left: x, right: x, top: y, bottom: y }
}

describe.each(svgs)('$name', ({ svg }) => {
  const boxes = boxesOf(svg)
  const pieces = piecesOf(svg)
  const { width, height } = sizeOf(svg)

  describe.each(FAMILIES)('in $name', (family) => {
    const texts = textsOf(svg, family)
    const boxAround = (text: (typeof texts)[number]) =>
      boxes.find((box) => touch(box, middle({ ...text, radius: 0 }), 0))
    const free = texts.filter((text) => boxAround(text) === undefined)

    test('no text leaves its box', () => {
      const inside = texts.filter((text) => !free.includes(text))
      const leaving = inside.filter((text) => {
        const box = boxAround(text)
        return box && !holds(box, text, 4)
      })
      expect(leaving).toEqual([])
    })

    test('no text comes upon a box, a line, a sign or another text', () => {
      const crossed = texts.filter(
        (text) =>
          [...pieces, ...signsOf(svg)].some((piece) => touch(text, piece, 1.5)) ||
          texts.some((other) => other !== text && touch(text, other, 0)),
      )
      expect(crossed).toEqual([])
      expect(free.filter((text) => boxes.some((box) => touch(text, box, 1.5)))).toEqual([])
    })

    test('no text leaves the sheet', () => {
      const sheet = { left: 0, right: width, top: 0, bottom: height, radius: 12 }
      expect(texts.length).toBeGreaterThan(5)
      expect(texts.filter((text) => !holds(sheet, text, 8))).toEqual([])
    })
  })

  test('no line runs through a box, and no box lies upon another', () => {
    expect(pieces.filter((piece) => boxes.some((box) => touch(box, piece, -1)))).toEqual([])
    expect(boxes.filter((a) => boxes.some((b) => a !== b && touch(a, b, 1)))).toEqual([])
  })

  test('fits on a page at its full size', () => {
    expect(width).toBeLessThanOrEqual(PAGE_WIDTH)
  })

  test('loads nothing and runs nothing', () => {
    expect(svg).not.toMatch(/@import|url\(|var\(|<(?:script|image|a|use|foreignObject)\b|href=/)
  })

  test('says what it shows', () => {
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="t d"[^>]*>\n<title id="t">[^<]+<\/title>/)
    expect(svg).toMatch(/<desc id="d">[^<]+<\/desc>/)
  })

  test('has a rule for each class that it uses, light and dark', () => {
    const used = new Set([...svg.matchAll(/ class="([^"]+)"/g)].map(([, look]) => look))
    const [light = '', dark = ''] = svg.split('@media (prefers-color-scheme:dark)')
    const without = (rules: string) => [...used].filter((look) => !rules.includes(`\n.${look}{`))
    expect(without(light)).toEqual([])
    expect(without(dark)).toEqual([])
  })
})

test('the drawing of a term names each of its six states', () => {
  const names = [...(drawings.get('term.svg') ?? '').matchAll(/class="name"[^>]*>(\w+)/g)].map(
    ([, name]) => name,
  )
  expect(names).toEqual(expect.arrayContaining(Object.keys(termMachine.states)))
})

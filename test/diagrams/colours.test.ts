/** All texts of the drawings can be read, in the light and in the dark. @module */

import { describe, expect, test } from 'vitest'
import { PALETTES } from '../../scripts/diagrams/palettes.mjs'

type Token = keyof typeof PALETTES.light

/** Which colour is read on which: WCAG 2.2 asks for a contrast of 4.5 for texts, and of 3 for signs. */
const READ: readonly [Token, Token, number][] = [
  ['ink', 'panel', 4.5],
  ['ink', 'sunk', 4.5],
  ['ink', 'work-tint', 4.5],
  ['ink', 'failure-tint', 4.5],
  ['muted', 'panel', 4.5],
  ['muted', 'sunk', 4.5],
  ['muted', 'work-tint', 4.5],
  ['muted', 'failure-tint', 4.5],
  ['failure', 'panel', 4.5],
  ['failure', 'sunk', 4.5],
  ['failure', 'failure-tint', 4.5],
  ['on-inverse', 'inverse', 4.5],
  ['work', 'panel', 3],
  ['work', 'work-tint', 3],
  ['failure-edge', 'panel', 3],
]

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

describe.each(Object.entries(PALETTES))('%s', (_, palette) => {
  test.each(READ)('%s on %s', (ink, ground, least) => {
    expect(contrast(palette[ink], palette[ground])).toBeGreaterThanOrEqual(least)
  })
})

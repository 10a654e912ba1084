/**
 * The source knows values of another realm (a test environment, `vm`, a second copy) by what they are, not by their
 * class.
 *
 * @module
 */

import { describe, expect, test } from 'vitest'
import { classesAsked, read, scriptsBelow } from './sources.ts'

/** The one class that is known by a brand, which all realms and copies share. */
const BRANDED = 'TermError'

describe('the source', () => {
  test('asks for no class that each realm has of its own', () => {
    const asked = [...scriptsBelow('src'), ...scriptsBelow('machines')].flatMap((file) =>
      classesAsked(read(file)).map((name) => `${file} asks for ${name}`),
    )
    expect(asked.filter((line) => !line.endsWith(` ${BRANDED}`))).toEqual([])
  })
})

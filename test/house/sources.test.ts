/** The reader of the source sees what the other tests of the house rely on. @module */

import { describe, expect, test } from 'vitest'
import { classesAsked, importsOf, waitsWhenLoaded } from './sources.ts'

describe('imports', () => {
  test.each([
    ["import { a } from './a.ts'", { file: 'src/fetch/a.ts', typeOnly: false, lazy: false }],
    ["import '../a.ts'", { file: 'src/a.ts', typeOnly: false, lazy: false }],
    ["import type { A } from './a.ts'", { file: 'src/fetch/a.ts', typeOnly: true, lazy: false }],
    ["export { a } from './a.ts'", { file: 'src/fetch/a.ts', typeOnly: false, lazy: false }],
    ["export type { A } from './a.ts'", { file: 'src/fetch/a.ts', typeOnly: true, lazy: false }],
    ["type A = import('./a.ts').A", { file: 'src/fetch/a.ts', typeOnly: true, lazy: false }],
    ["const a = () => import('undici')", { file: undefined, typeOnly: false, lazy: true }],
  ])('are seen in %s', (text, expected) => {
    expect(importsOf('src/fetch/http.ts', text)).toMatchObject([expected])
  })
})

describe('classes', () => {
  test.each([
    ['if (a instanceof Error) b()', ['Error']],
    ['const c = () => !(a instanceof b.C) || (d as E) instanceof F', ['b.C', 'F']],
    ["const g = 'a instanceof B'", []],
  ])('that are asked for are seen in %s', (text, classes) => {
    expect(classesAsked(text)).toEqual(classes)
  })
})

describe('waiting', () => {
  test.each(['await a()', 'const b = [await a()]', 'for await (const b of a) b()', 'await using b = a()'])(
    'is seen in %s',
    (text) => {
      expect(waitsWhenLoaded(text)).toBe(true)
    },
  )

  test.each(['const b = async () => await a()', 'class B { async b() { await a() } }'])(
    'is not seen inside of %s',
    (text) => {
      expect(waitsWhenLoaded(text)).toBe(false)
    },
  )
})

/** The rooms know only whom they may know. @module */

import { dirname, posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { strayed } from './rooms.ts'
import { filesBelow, importsOf, read, scriptsBelow } from './sources.ts'

const machines = filesBelow('machines')

test('every room imports its neighbours only', () => {
  const files = [...machines, ...scriptsBelow('src')]
  expect(files.flatMap((file) => strayed(file, importsOf(file)))).toEqual([])
})

test('the scanner, which is another language, imports nothing but itself', () => {
  const scanner = filesBelow('src').filter((file) => file.includes('/assembly/'))
  const strays = scanner.flatMap((file) =>
    [...read(file).matchAll(/\bfrom '([^']+)'/g)]
      .map(([, specifier]) => posix.join(dirname(file), String(specifier)))
      .filter((target) => !target.includes('/assembly/'))
      .map((target) => `${file} imports ${target}`),
  )
  expect(scanner.length).toBeGreaterThan(0)
  expect(strays).toEqual([])
})

test('the dashboard takes types of the house, and nothing that runs, but the signs of its charts', () => {
  const outside = filesBelow('dashboard').flatMap((file) =>
    importsOf(file).filter(({ file: target }) => target !== undefined && !target.startsWith('dashboard/')),
  )
  expect(outside.length).toBeGreaterThan(0)
  const running = outside.filter(({ typeOnly }) => !typeOnly).map(({ file }) => file)
  expect(running.filter((file) => !/^(scripts\/)?diagrams\//.test(String(file)))).toEqual([])
})

test('the machines import no package but xstate', () => {
  const packages = machines.flatMap((file) => importsOf(file)).filter(({ file }) => file === undefined)
  const names = new Set(packages.map(({ specifier }) => specifier.split('/')[0]))
  expect([...names]).toEqual(['xstate'])
})

test('the machines ask neither clock nor chance', () => {
  expect(machines.filter((file) => /\bDate\.now\b|\bMath\.random\b/.test(read(file)))).toEqual([])
})

describe('a breach', () => {
  test.each([
    ['src/gate/schema.ts', '../fetch/fetcher.ts', 'between rooms'],
    ['src/fetch/http/deep/in/it.ts', '../../../../term/keeper.ts', 'from a folder below a room'],
    ['src/fetch/http.ts', '../decode/table/read/finder.ts', 'into a folder below a room'],
    ['machines/term.ts', '../src/base/clock.ts', 'from the machines'],
    ['src/term/keeper.ts', '../index.ts', 'through a door of the package'],
  ])('is found where %s imports %s, %s', (file, specifier) => {
    const ways = [
      `import { a } from '${specifier}'`,
      `import type { A } from '${specifier}'`,
      `export { a } from '${specifier}'`,
      `const a = () => import('${specifier}')`,
    ]
    for (const text of ways) {
      expect(strayed(file, importsOf(file, text)), text).toEqual([`${file} imports ${specifier}`])
    }
  })

  test('is found where a room that may know types takes what runs', () => {
    const of = (text: string): string[] => strayed('src/tree/tree.ts', importsOf('src/tree/tree.ts', text))
    expect(of("import type { A } from '../events/events.ts'")).toEqual([])
    expect(of("import { a } from '../events/events.ts'")).toEqual([
      'src/tree/tree.ts imports ../events/events.ts',
    ])
  })

  test.each(['src/cellar/a.ts', 'test/support/a.ts', 'bench/a.ts'])(
    'is a room that is none: %s',
    (target) => {
      const imports = importsOf('src/term/a.ts', `import '../../${target}'`)
      expect(() => strayed('src/term/a.ts', imports)).toThrow(`${target} lies in no room of the house`)
    },
  )
})

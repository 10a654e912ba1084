/** The rooms know only whom they may know. @module */

import { expect, test } from 'vitest'
import { allowance, roomOf } from './rooms.ts'
import { filesBelow, importsOf, read, scriptsBelow } from './sources.ts'

const machines = filesBelow('machines')

function breaches(file: string): string[] {
  return importsOf(file)
    .filter(({ file: target, typeOnly }) => {
      if (target === undefined || target === 'package.json') return false
      const allowed = allowance(roomOf(file), roomOf(target))
      return allowed === 'never' || (allowed === 'types' && !typeOnly)
    })
    .map(({ specifier }) => `${file} imports ${specifier}`)
}

test('every room imports its neighbours only', () => {
  expect([...machines, ...scriptsBelow('src')].flatMap(breaches)).toEqual([])
})

test('the machines import no package but xstate', () => {
  const packages = machines.flatMap((file) => importsOf(file)).filter(({ file }) => file === undefined)
  const names = new Set(packages.map(({ specifier }) => specifier.split('/')[0]))
  expect([...names]).toEqual(['xstate'])
})

test('the machines ask neither clock nor chance', () => {
  expect(machines.filter((file) => /\bDate\.now\b|\bMath\.random\b/.test(read(file)))).toEqual([])
})

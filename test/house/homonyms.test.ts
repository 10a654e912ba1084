/** Two things that files give to each other have two names, so that a reader who finds one has found the right one. @module */

import { describe, expect, test } from 'vitest'
import { read, scriptsBelow } from './sources.ts'

const EXPORTED =
  /^export (?:declare )?(?:async function\*?|function\*?|const|let|class|interface|type) ([A-Za-z_$][\w$]*)/gm

/** Names that several files have on purpose. */
const SHARED: Readonly<Record<string, string>> = {
  Child: 'a child as the charts know it, and as users know it; both names are public',
  ...Object.fromEntries(
    [
      ...['Answer', 'Connections', 'ask', 'conditionsOf', 'confirmation', 'delivery'],
      ...['exchange', 'knownOf', 'openConnections', 'resourceOf'],
    ].map((name) => [name, 'HTTP, S3 and several origins take the same steps, each in a folder of its own']),
  ),
}

/** The files that export each name. */
function exportersOf(files: readonly (readonly [file: string, text: string])[]): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>()
  for (const [file, text] of files)
    for (const [, name = ''] of text.matchAll(EXPORTED)) {
      const exporters = all.get(name) ?? new Set()
      all.set(name, exporters.add(file))
    }
  return all
}

const homonyms = (files: Parameters<typeof exportersOf>[0]): string[] =>
  [...exportersOf(files)].filter(([, exporters]) => exporters.size > 1).map(([name]) => name)

describe('what is exported', () => {
  const house = [...scriptsBelow('machines'), ...scriptsBelow('src')].map(
    (file) => [file, read(file)] as const,
  )

  test('has a name that no other file exports', () => {
    expect(homonyms(house).filter((name) => !Object.hasOwn(SHARED, name))).toEqual([])
  })

  test('shares no name without need', () => {
    const shared = new Set(homonyms(house))
    expect(Object.keys(SHARED).filter((name) => !shared.has(name))).toEqual([])
  })

  test('is seen, whatever it is, and an overload is one thing', () => {
    const one = 'export function a(b: 1): void\nexport function a(b: 2): void\nexport type T = 1'
    const other = 'export const a = 1\nexport async function* t() {}\nexport interface T {}'
    expect(homonyms([['one', one]])).toEqual([])
    expect(
      homonyms([
        ['one', one],
        ['other', other],
      ]),
    ).toEqual(['a', 'T'])
  })
})

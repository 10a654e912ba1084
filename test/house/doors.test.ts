/** A folder with a door is entered by it, and a folder that keeps most to itself has one. @module */

import { describe, expect, test } from 'vitest'
import { doorsOf, pastDoors, withoutDoor } from './doors.ts'
import { importsOf, scriptsBelow } from './sources.ts'

/** Ways in that are not the door's, each with its reason. */
const SIDE_DOORS: Readonly<Record<string, string>> = {
  'machines/delay.ts': 'base stands beneath threads that load no machine, and knows what a delay is',
  'machines/lean-actor.ts': 'what an actor weighs is no business of those who use the charts',
  'src/share/attach.ts': 'the side of the thread that reads, which loads nothing of the side that shares',
  'src/decode/workers/thread-main.ts': 'the program of a thread, which runs when it is loaded',
  'src/decode/bytes/job.ts': 'a thread loads the job that it is given, when it comes',
  'src/decode/delta/job.ts': 'the same',
  'src/decode/in-worker/job.ts': 'the same',
  'src/decode/in-worker/isolated/child.ts':
    'the program of a process, which runs the module that threads run',
  'src/decode/json/job.ts': 'the same',
  'src/decode/table/job.ts': 'the same',
  'src/decode/table/index-job.ts': 'the same',
  'src/decode/table/delta-job.ts': 'the same',
  'src/decode/table/contract.ts':
    'what users see of a set, without the types of its memory, which older compilers cannot read',
  'src/decode/table/texts-job.ts': 'the same, and where no thread is needed',
}

const files = [...scriptsBelow('machines'), ...scriptsBelow('src')]
const doors = doorsOf(files)

describe('the house', () => {
  const found = files.flatMap((file) => pastDoors(file, importsOf(file), doors))
  const targetOf = (breach: string): string => breach.split(' -> ')[1] as string

  test('is entered by its doors', () => {
    expect(found.filter((breach) => !Object.hasOwn(SIDE_DOORS, targetOf(breach)))).toEqual([])
  })

  test('has no side door that nobody takes', () => {
    const taken = new Set(found.map(targetOf))
    expect(Object.keys(SIDE_DOORS).filter((file) => !taken.has(file))).toEqual([])
  })

  test('has a door wherever most files of a folder are its own affair', () => {
    expect(withoutDoor(files, importsOf, doors)).toEqual([])
  })
})

describe('a door', () => {
  const house = [
    'src/index.ts',
    'src/a/one.ts',
    'src/b.ts',
    'src/b/in.ts',
    'src/c/index.ts',
    'src/c/d/in.ts',
    'src/e.ts',
    'src/e/index.ts',
  ]
  const importing = (file: string, text: string): string[] =>
    pastDoors(file, importsOf(file, text), doorsOf(house))

  test('is the file beside a folder, or its index', () => {
    expect(Object.fromEntries(doorsOf(house))).toEqual({
      'src/b': ['src/b.ts'],
      'src/c': ['src/c/index.ts'],
      'src/e': ['src/e.ts', 'src/e/index.ts'],
    })
  })

  test.each([
    "import { x } from '../b/in.ts'",
    "import type { X } from '../b/in.ts'",
    "export { x } from '../b/in.ts'",
    "const x = () => import('../b/in.ts')",
    "type X = import('../b/in.ts').X",
  ])('is passed by %s', (text) => {
    expect(importing('src/a/one.ts', text)).toEqual(['src/a/one.ts -> src/b/in.ts'])
  })

  test('stands before the folders within its folder as well', () => {
    expect(importing('src/a/one.ts', "import '../c/d/in.ts'")).toEqual(['src/a/one.ts -> src/c/d/in.ts'])
  })

  test.each([
    ['src/a/one.ts', "import { x } from '../b.ts'"],
    ['src/a/one.ts', "import { x } from '../c/index.ts'"],
    ['src/b.ts', "import { x } from './b/in.ts'"],
    ['src/c/d/in.ts', "import { x } from '../index.ts'"],
    ['src/b.ts', "import { x } from './a/one.ts'"],
    ['src/b.ts', "import { x } from './e.ts'"],
    ['src/b.ts', "import { x } from './e/index.ts'"],
  ])('lets %s do %s', (file, text) => {
    expect(importing(file, text)).toEqual([])
  })
})

describe('a folder without a door', () => {
  const own = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `src/open/${name}.ts`)
  const asking = (...names: string[]): string[] => {
    const text = names.map((name) => `import '../open/${name}.ts'`).join('\n')
    return withoutDoor(
      [...own, 'src/other/one.ts'],
      (file) => (file.startsWith('src/other/') ? importsOf(file, text) : []),
      new Map(),
    )
  }

  test('asks for one when few of its files are asked for', () => {
    expect(asking('a')).toEqual(['src/open'])
  })

  test('may stay open when others need most of it', () => {
    expect(asking('a', 'b', 'c', 'd')).toEqual([])
  })
})

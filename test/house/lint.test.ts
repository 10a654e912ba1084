/** The linter refuses every breach of the directions, in each of the ways to write one. @module */

import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allowance, ROOMS, type Room } from './rooms.ts'
import { ROOT } from './sources.ts'

/** A file of each room; the ones with a name of their own are the room. */
const HOME: Readonly<Record<Room, string>> = {
  machines: 'machines/here.ts',
  errors: 'src/errors.ts',
  duration: 'src/duration.ts',
  checks: 'src/checks.ts',
  turn: 'src/turn.ts',
  guard: 'src/guard/here.ts',
  reasons: 'src/reasons/here.ts',
  fetch: 'src/fetch/here.ts',
  decode: 'src/decode/here.ts',
  gate: 'src/gate/here.ts',
  store: 'src/store/here.ts',
  tools: 'src/clock.ts',
  term: 'src/term/here.ts',
  tree: 'src/tree/here.ts',
  share: 'src/share/here.ts',
  front: 'src/here.ts',
  events: 'src/observe/events.ts',
  observe: 'src/observe/here.ts',
  serve: 'src/serve/here.ts',
  testing: 'src/testing/here.ts',
}

const WAYS = [
  (specifier: string) => `import '${specifier}'`,
  (specifier: string) => `import { a } from '${specifier}'`,
  (specifier: string) => `import type { A } from '${specifier}'`,
  (specifier: string) => `export { a } from '${specifier}'`,
  (specifier: string) => `await import('${specifier}')`,
]

const DEEP: readonly Room[] = ['fetch', 'decode', 'gate', 'store', 'observe']

/** A file in a folder of its own within a room: the directions hold there, too. */
const deep = (room: Room): string => HOME[room].replace('here', 'inner/here')

interface Report {
  readonly diagnostics: readonly { readonly location: { path: string; start: { line: number } } }[]
}

const otherRooms = (room: Room): Room[] => ROOMS.filter((other) => other !== room)

function breachFile(from: string, targets: readonly string[]): string {
  const specifiers = targets.map((target) => relativeSpecifier(from, target))
  return specifiers.flatMap((specifier) => WAYS.map((way) => way(specifier))).join('\n')
}

function relativeSpecifier(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}

function lint(house: string): Promise<Report> {
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome')
  const args = ['lint', '--vcs-enabled=false', '--only=style/noRestrictedImports', '--reporter=json']
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [biome, ...args, '--max-diagnostics=none'],
      { cwd: house },
      (_, stdout, stderr) => {
        try {
          resolve(JSON.parse(stdout) as Report)
        } catch (error) {
          reject(new Error(stderr, { cause: error }))
        }
      },
    )
  })
}

describe('the linter', () => {
  let house: string
  let report: Report

  beforeAll(async () => {
    house = await mkdtemp(join(tmpdir(), 'house-'))
    await copyFile(join(ROOT, 'biome.json'), join(house, 'biome.json'))
    for (const room of ROOMS) {
      const targets = otherRooms(room).map((other) => HOME[other])
      for (const file of DEEP.includes(room) ? [HOME[room], deep(room)] : [HOME[room]]) {
        await mkdir(join(house, dirname(file)), { recursive: true })
        await writeFile(join(house, file), breachFile(file, targets))
      }
    }
    report = await lint(house)
  })

  afterAll(() => rm(house, { recursive: true }))

  /** Which other rooms a file was refused, and in how many of the ways. */
  function refusals(file: string, room: Room): Record<string, number> {
    const counts: Record<string, number> = {}
    for (const { location } of report.diagnostics) {
      if (location.path !== file) continue
      const other = otherRooms(room)[Math.floor((location.start.line - 1) / WAYS.length)] ?? 'nowhere'
      counts[other] = (counts[other] ?? 0) + 1
    }
    return counts
  }

  const forbidden = (room: Room): Record<string, number> =>
    Object.fromEntries(
      otherRooms(room)
        .filter((other) => allowance(room, other) === 'never')
        .map((other) => [other, WAYS.length]),
    )

  test.each(ROOMS)('refuses what %s must not know, and nothing else', (room) => {
    expect(refusals(HOME[room], room)).toEqual(forbidden(room))
  })

  test.each(DEEP)('refuses it in the folders of %s', (room) => {
    expect(refusals(deep(room), room)).toEqual(forbidden(room))
  })
})

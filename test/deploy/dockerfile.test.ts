/** The Dockerfile: every line is an instruction that there is, and the image runs as nobody in particular. @module */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { ROOT, read } from '../house/sources.ts'

const INSTRUCTIONS =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR) (.+)$/s

interface Instruction {
  readonly name: string
  readonly words: string
}

/** The instructions of a Dockerfile, with their continuations. @throws on a line that is none */
function instructionsOf(text: string): Instruction[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
  return lines
    .join('\n')
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => {
      const [, name, words] = INSTRUCTIONS.exec(line) ?? []
      if (name === undefined || words === undefined) throw new Error(`no instruction: ${line}`)
      return { name, words }
    })
}

const all = instructionsOf(read('deploy/Dockerfile'))
const last = (name: string): string | undefined => all.findLast((one) => one.name === name)?.words
/** The words of an instruction in the form of JSON, which needs no shell. */
const listOf = (name: string): string[] => JSON.parse(last(name) ?? 'null') as string[]

describe('the Dockerfile', () => {
  test('begins each stage with an image of a version that is named', () => {
    const images = all.filter(({ name }) => name === 'FROM').map(({ words }) => words)
    expect(images).toEqual([
      expect.stringMatching(/^node:\d+-slim AS build$/),
      expect.stringMatching(/^node:\d+-slim$/),
    ])
  })

  test('copies out of a stage that there is', () => {
    const stages = all.flatMap(({ name, words }) =>
      name === 'FROM' ? (/ AS (\w+)$/.exec(words)?.[1] ?? []) : [],
    )
    const copied = all.flatMap(({ words }) => /^--from=(\w+)/.exec(words)?.[1] ?? [])
    expect(copied.filter((stage) => !stages.includes(stage))).toEqual([])
  })

  test('runs as a user without rights, after all that root has to do', () => {
    expect(last('USER')).toBe('node')
    const names = all.map(({ name }) => name)
    expect(names.indexOf('USER')).toBeGreaterThan(names.lastIndexOf('RUN'))
  })

  test('starts the program itself, which gets the signals', () => {
    const [program, script = ''] = listOf('ENTRYPOINT')
    expect(program).toBe('node')
    const source = script.replace('node_modules/everterm/dist/', '').replace(/\.js$/, '.ts')
    expect(existsSync(join(ROOT, source))).toBe(true)
    expect(last('STOPSIGNAL')).toBe('SIGTERM')
  })

  test('serves at the port that it exposes, by a command that there is', () => {
    const [command, ...words] = listOf('CMD')
    expect(COMMANDS.map(({ name }) => name)).toContain(command)
    expect(words[words.indexOf('--port') + 1]).toBe(last('EXPOSE'))
  })

  test('asks for life, and not for readiness', () => {
    const check = last('HEALTHCHECK') ?? ''
    expect(check).toContain('/livez')
    expect(check).not.toContain('readyz')
    expect(JSON.parse(check.replace(/^.*CMD /, ''))).toHaveLength(3)
  })

  test('holds no secret', () => {
    const given = all.filter(({ name }) => name === 'ENV' || name === 'ARG').map(({ words }) => words)
    expect(given.filter((words) => /token|secret|password|key/i.test(words))).toEqual([])
  })
})

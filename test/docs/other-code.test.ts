/** Code of the pages that is no TypeScript: commands are there, documents can be read, configurations are right. @module */

import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { COMMANDS } from '../../src/cli/commands.ts'
import { checkConfig } from '../../src/serve/config/index.ts'
import { read } from '../house/sources.ts'
import { type Block, blocksOf, PAGES } from './blocks.ts'

const blocks = PAGES.flatMap((page) => blocksOf(page))
const of = (...languages: string[]): Block[] => blocks.filter(({ language }) => languages.includes(language))

/** Who looks at a block of that language; what isn't here has nobody who does. */
const LOOKED_AT: Readonly<Record<string, string>> = {
  ts: 'code.test.ts compiles and runs it',
  sh: 'below',
  json: 'below',
  yaml: 'below',
  promql: 'alerts-check.mjs, as part of the rules',
  text: 'the test of what the page is about',
  dockerfile: 'the test of what the page is about',
  ini: 'the test of what the page is about',
  elixir: 'nobody: it is the code that one comes from',
  '': 'nobody: it is what is printed',
}

test('each block is of a language that somebody looks at', () => {
  expect(blocks.length).toBeGreaterThan(40)
  const unknown = blocks.filter(({ language }) => !Object.hasOwn(LOOKED_AT, language))
  expect(unknown.map(({ name, language }) => `${name}: ${language}`)).toEqual([])
})

describe('commands', () => {
  const scripts = new Set([
    ...Object.keys(JSON.parse(read('package.json')).scripts),
    // Those that npm has by itself.
    'ci',
  ])

  test.each(PAGES)('%s names scripts that package.json has', (page) => {
    const named = [...read(page).matchAll(/npm run (?:-s )?([\w:-]*\w)(?![:\w])/g)].map(
      ([, script = '']) => script,
    )
    expect(named.filter((script) => !scripts.has(script))).toEqual([])
  })

  test.each(of('sh'))('$name can be read by a shell', ({ code }) => {
    expect(() =>
      execFileSync('bash', ['-n'], { input: code, stdio: ['pipe', 'ignore', 'pipe'] }),
    ).not.toThrow()
  })

  test('a command of everterm is one that it has', () => {
    const known = [...COMMANDS.map(({ name }) => name), 'help']
    const lines = of('sh').flatMap(({ name, code }) => code.split('\n').map((line) => ({ name, line })))
    const used = lines.flatMap(({ name, line }) => {
      const [, command] = /^(?:npx )?everterm ([a-z]+)/.exec(line) ?? []
      return command === undefined ? [] : [{ name, command }]
    })
    expect(used.filter(({ command }) => !known.includes(command))).toEqual([])
  })
})

describe('documents', () => {
  test.each(of('json'))('$name is JSON', ({ code }) => {
    expect(() => JSON.parse(code)).not.toThrow()
  })

  test.each(of('yaml'))('$name is YAML', ({ code }) => {
    expect(parseAllDocuments(code).flatMap(({ errors }) => errors)).toEqual([])
  })

  const configurations = of('json').filter(({ code }) => code.includes('"terms"') && code.includes('"from"'))
  test('configurations of the service are those that it takes', () => {
    const faulty = configurations.filter(({ code }) => {
      const config: unknown = JSON.parse(code)
      // What stands for a part of one is checked where it stands in a whole one.
      return (
        typeof config === 'object' && checkConfig(config, { env: { NATS_PASSWORD: 'secret' } }) === undefined
      )
    })
    expect(faulty).toEqual([])
  })
})

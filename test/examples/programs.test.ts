/** The examples that are programs, each run as a person would, in a process of its own, without a network. @module */

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { read } from '../house/sources.ts'
import { compileExamples, run } from '../support/compiled-examples.ts'

let folder: string
beforeAll(async () => {
  folder = await compileExamples('programs-test')
}, 60_000)

/** Runs a program to its end, which must be a good one, and gives what it has printed. */
async function printed(name: string, ...args: string[]): Promise<string> {
  const program = run(join(folder, name, 'main.js'), args)
  expect(await program.ended, program.output).toBe(0)
  return program.output
}

describe('geoip', () => {
  test('all threads read each version, and none reads a broken one', async () => {
    const output = await printed('geoip')
    const built = [...output.matchAll(/^ {2}thread \d, database of (\S+): 81\.2\.69\.142 GB, /gm)].map(
      ([, day]) => day,
    )
    expect(built).toHaveLength(9)
    expect(new Set(built.slice(0, 3)).size).toBe(1)
    expect(new Set(built.slice(3)).size).toBe(1)
    expect(built[3]).not.toBe(built[0])
    expect(output).toContain('half a database came, and was refused: ERR_TERM_REFUSED')
  })
})

describe('jwks', () => {
  test('jose over a term goes on where jose alone fails', async () => {
    const output = await printed('jwks')
    const verdicts = (who: string) =>
      [...output.matchAll(RegExp(`^ {2}${who}: +(.*)$`, 'gm'))].map(([, said]) => said)
    const letIn = 'alice is let in'
    expect(verdicts('jose alone')).toEqual([
      letIn,
      'refused: ERR_JOSE_GENERIC',
      letIn,
      'refused: ERR_JWKS_NO_MATCHING_KEY',
    ])
    expect(verdicts('jose over a term')).toEqual([letIn, letIn, letIn, letIn])
    expect(output).toContain('by mistake, which the term answers with ERR_TERM_REFUSED')
  })
})

describe('flags', () => {
  test('a rollback undoes a version, and stays until somebody follows the origin again', async () => {
    const output = await printed('flags')
    const counts = [...output.matchAll(/is on for (\d+) of 1000$/gm)].map(([, count]) => Number(count))
    const [late = -1, tenth = -1, refused, all, back, stays, half = -1] = counts
    expect(counts).toHaveLength(7)
    expect(late).toBe(0)
    expect(Math.abs(tenth - 100)).toBeLessThan(50)
    expect([refused, all, back, stays]).toEqual([tenth, 1_000, tenth, tenth])
    expect(Math.abs(half - 500)).toBeLessThan(100)
  })
})

describe('prices', () => {
  test('a table comes twice, and says what has changed', async () => {
    const output = await printed('prices', '--megabytes', '2')
    expect(output).toMatch(/^loaded: 1\d,\d{3} records as columns, /m)
    expect(output).toMatch(/^refreshed: 1\d,\d{3} records as columns, /m)
    expect(output).toMatch(/^ {2}1\d\d prices changed$/m)
    expect(output).toContain('now 1.1; who held the table of before still reads 1')
  })

  test('a size that is none is told', async () => {
    const program = run(join(folder, 'prices/main.js'), ['--megabytes', 'many'])
    expect(await program.ended).toBe(1)
    expect(program.output).toContain('Expected `--megabytes` to be more than 0, got `many`')
  })
})

describe('blocklist', () => {
  test('an emptied list changes nothing, and a mirror answers for the CDN', async () => {
    const output = await printed('blocklist')
    expect(output).toContain('the CDN is down, and the mirror answers: 10.0.7.9 is turned away')
    expect(output).toContain('an empty list is refused: ERR_TERM_GUARD')
    expect(output).toContain('so the last list stays: 10.0.7.9 is turned away')
    expect(output).toContain('601 networks: 10.0.7.9 is turned away, 192.0.2.7 is turned away')
  })
})

describe('configmap', () => {
  test('a swap is heard without a call, and a bad version is refused', async () => {
    expect((await printed('configmap')).trim().split('\n')).toEqual([
      'log level info, 4 workers',
      'log level debug, 8 workers',
      'a version without any workers is refused',
      'log level debug, 8 workers',
    ])
  })
})

test('the page of examples has a line for each of them', () => {
  const page = read('examples/README.md')
  const shown = readdirSync('examples').filter((name) => !['README.md', 'support'].includes(name))
  const missing = shown.filter((name) => !page.includes(`](${name})`))
  expect(missing).toEqual([])
})

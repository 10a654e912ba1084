/** What is wrong with a service that starts, or loads its config anew, is told line by line, and of who has said it. @module */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startEverterm } from '../support/everterm.ts'

const GOOD = { port: 0, observers: [], terms: { prices: { from: './prices.json' } } }

async function folderOf(config: object): Promise<{ cwd: string; write(config: object): Promise<void> }> {
  const cwd = await mkdtemp(join(tmpdir(), 'everterm-faults-'))
  onTestFinished(() => rm(cwd, { recursive: true }))
  await writeFile(join(cwd, 'prices.json'), '{"EUR":1}')
  const write = (next: object) => writeFile(join(cwd, 'everterm.config.json'), JSON.stringify(next))
  await write(config)
  return { cwd, write }
}

it('the faults of a config that is loaded anew stood on one line, with \\x0a between them', async () => {
  const { cwd, write } = await folderOf(GOOD)
  const service = startEverterm(['serve'], { cwd })
  onTestFinished(() => service.kill('SIGKILL'))
  await service.said('http://127.0.0.1:')
  await write({ ...GOOD, prt: 1, terms: { prices: { form: './prices.json' } } })
  service.kill('SIGHUP')
  const told = await service.told(/terms\.prices\.form.*\n/)
  const path = join(cwd, 'everterm.config.json')
  expect(told.slice(told.indexOf('not reloaded'))).toBe(
    [
      `not reloaded, and nothing has changed: ${path} has 2 faults`,
      '  prt: unknown; did you mean `port`?',
      '  terms.prices.form: unknown; did you mean `from`?',
      '',
    ].join('\n'),
  )
})

describe('what the config does not say was blamed on its file', () => {
  const WORDS = 'expected a text of 16 characters or more, of ASCII and without spaces'
  const check = async (env: Record<string, string>, ...words: readonly string[]) => {
    const { cwd } = await folderOf({ ...GOOD, fleet: { service: 'shop' } })
    const { code, stdout, stderr } = await startEverterm(['serve', '--check', ...words], { cwd, env }).ended
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    return stderr
  }
  const ENGINE = { EVERTERM_CONTROL: 'redis://127.0.0.1:6379' }

  it('a token of the environment that is too short', async () => {
    const said = await check({ ...ENGINE, EVERTERM_TOKEN: 'hunter2' })
    expect(said).toBe(`everterm: the environment has a fault\n  EVERTERM_TOKEN: ${WORDS}\n`)
  })

  it('flags, and their twins', async () => {
    const said = await check({ ...ENGINE, EVERTERM_PORT: '70000' }, '--token', 'hunter2')
    expect(said.split('\n').slice(0, 4)).toEqual([
      'everterm: the environment has a fault',
      '  EVERTERM_PORT: expected a whole number from 0 to 65535',
      'the command line has a fault',
      `  --token: ${WORDS}`,
    ])
  })

  it('the engine of the fleet', async () => {
    const said = await check({ EVERTERM_CONTROL: 'kafka://hunter2' })
    expect(said).toMatch(
      /^everterm: the environment has a fault\n {2}EVERTERM_CONTROL: expected a URL of nats/,
    )
    expect(said).not.toContain('hunter2')
  })
})

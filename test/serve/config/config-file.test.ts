/** The file of a configuration: which one is meant, and how it is read. @module */

import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadConfig } from '../../../src/serve/config/index.ts'

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'everterm-config-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return folder
}

const JSON_CONFIG = '{ "port": 0, "terms": { "prices": { "from": "./prices.json" } } }'
const JS_CONFIG = 'export default { port: 0, terms: { prices: { from: "./prices.json" } } }'

describe('the file of a configuration', () => {
  it.each([
    ['everterm.config.json', JSON_CONFIG],
    ['everterm.config.mjs', JS_CONFIG],
  ])('is found in the folder: %s', async (name, text) => {
    const folder = await folderWith({ [name]: text })
    const { config, path } = await loadConfig({ folder })
    expect(path).toBe(join(folder, name))
    expect([...config.entries.keys()]).toEqual(['prices'])
  })

  it('is named where there are several', async () => {
    const folder = await folderWith({ 'everterm.config.json': JSON_CONFIG, 'everterm.config.mjs': JS_CONFIG })
    await expect(loadConfig({ folder })).rejects.toThrow(
      'several configurations: everterm.config.mjs, everterm.config.json',
    )
    await expect(loadConfig({ folder, path: 'everterm.config.json' })).resolves.toBeDefined()
  })

  it('is missed by its names', async () => {
    const folder = await folderWith({})
    await expect(loadConfig({ folder })).rejects.toThrow(
      /no configuration: expected everterm\.config\.ts, .*everterm\.config\.json/,
    )
    await expect(loadConfig({ folder, path: 'other.json' })).rejects.toThrow(
      /other\.json can't be read \(ENOENT\)/,
    )
  })

  it('tells where it is no JSON, and quotes nothing of it', async () => {
    const folder = await folderWith({
      'everterm.config.json': '{\n  "token": "hunter2-hunter2-hunter2",,\n}',
    })
    const refused = await loadConfig({ folder }).catch((error: unknown) => String(error))
    expect(refused).toMatch(/everterm\.config\.json:2:38: this is not valid JSON$/)
    expect(refused).not.toContain('payload')
    expect(refused).not.toContain('hunter2')
  })

  it('has a default export where it is a module', async () => {
    const folder = await folderWith({ 'everterm.config.mjs': 'export const config = {}' })
    await expect(loadConfig({ folder })).rejects.toThrow('expected a default export')
  })

  it('is told of what it throws where it is a module', async () => {
    const folder = await folderWith({ 'everterm.config.mjs': 'throw new Error("no luck today")' })
    await expect(loadConfig({ folder })).rejects.toThrow(/everterm\.config\.mjs: .*no luck today/)
  })

  it('is the same module while nothing of it has changed', async () => {
    const code = 'export default { terms: { a: { from: "./a", validate: () => true } } }'
    const folder = await folderWith({ 'everterm.config.mjs': code })
    const validateOf = async () => {
      const { config } = await loadConfig({ folder })
      return Object(config.entries.get('a')?.given).validate
    }
    const first = await validateOf()
    expect(await validateOf()).toBe(first)
    await writeFile(join(folder, 'everterm.config.mjs'), `${code} // another`)
    expect(await validateOf()).not.toBe(first)
  })

  it('is warned of where it holds a token that others may read', async () => {
    const text = JSON_CONFIG.replace('{', '{ "token": "a-token-of-enough-length",')
    const folder = await folderWith({ 'everterm.config.json': text })
    const path = join(folder, 'everterm.config.json')
    await chmod(path, 0o644)
    expect((await loadConfig({ folder })).warnings).toEqual([expect.stringContaining('chmod 600')])
    await chmod(path, 0o600)
    expect((await loadConfig({ folder })).warnings).toEqual([])
  })

  it('gives way to what is asked for besides, an address as a whole', async () => {
    const folder = await folderWith({ 'everterm.config.json': JSON_CONFIG })
    const overrides = { socket: '/tmp/x.sock', name: 'other', host: undefined }
    const { config } = await loadConfig({ folder, overrides })
    expect(config).toMatchObject({ name: 'other', address: { socket: '/tmp/x.sock' } })
    const { config: asBefore } = await loadConfig({
      folder,
      overrides: { port: undefined, socket: undefined },
    })
    expect(asBefore.address).toEqual({ host: '127.0.0.1', port: 0 })
  })

  it('gives way to a token that is typed, which the one of the environment won over', async () => {
    const folder = await folderWith({ 'everterm.config.json': JSON_CONFIG })
    const env = { EVERTERM_TOKEN: 'one-of-the-environment' }
    const tokenOf = async (overrides: object) =>
      (await loadConfig({ folder, env, overrides: { ...overrides } })).config.token
    expect(await tokenOf({ token: 'one-that-was-typed' })).toBe('one-that-was-typed')
    expect(await tokenOf({ token: undefined })).toBe('one-of-the-environment')
  })
})

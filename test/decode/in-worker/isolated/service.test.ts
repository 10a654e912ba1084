/** Processes that decode for a service which is a process itself: they end with it, and are bundled with it. @module */

import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CompiledPackage, compilePackage } from '../../../support/compiled-package.ts'

let everterm: CompiledPackage
beforeAll(async () => {
  everterm = await compilePackage()
})
afterAll(() => everterm[Symbol.asyncDispose]())

const MODULE = `
  import { writeFileSync } from 'node:fs'
  import { table } from 'everterm'
  export const decode = (bytes) => {
    const text = new TextDecoder().decode(bytes)
    if (text === 'table') return table({ key: 'id' })(new TextEncoder().encode('[{"id":"a"}]'))
    writeFileSync('pid', String(process.pid))
    if (text === 'spin') for (;;);
    return text
  }
`

/** Runs a service with a term whose payload is this. */
const service = (payload: string, body: string) =>
  everterm.run(`
    import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
    import { setTimeout } from 'node:timers/promises'
    import { fixed, inWorker, remoteTerm, supervise } from 'everterm'
    writeFileSync('decode.js', ${JSON.stringify(MODULE)})
    rmSync('pid', { force: true })
    const deserialize = inWorker(new URL('decode.js', 'file://' + process.cwd() + '/'), { isolation: 'process' })
    const fetcher = fixed(Buffer.from('${payload}'))
    const term = remoteTerm({ name: 'term', fetcher, deserialize, refreshInterval: null, lazyInit: true })
    const tree = await supervise({ term }, { observers: [] })
    ${body}
  `)

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const BEGUN = `
  while (!existsSync('pid') || readFileSync('pid', 'utf8') === '') await setTimeout(10)
  console.log(readFileSync('pid', 'utf8'))
`

it.each(['SIGKILL', 'SIGTERM'])(
  'F46: no process is left of a service that %s ends amid a decoding',
  async (signal) => {
    const { stdout } = await service(
      'spin',
      `${BEGUN} process.kill(process.pid, '${signal}'); await setTimeout(1e6)`,
    )
    const pid = Number(stdout)
    expect(pid).toBeGreaterThan(0)
    for (let turn = 0; turn < 200 && isAlive(pid); turn++) await setTimeout(10)
    expect(isAlive(pid)).toBe(false)
  },
)

it('F46: a stop ends the process that decodes, and the service ends by itself', async () => {
  const { stdout, code } = await service('spin', `${BEGUN} await tree.stop(); console.log('stopped')`)
  const [pid, stopped] = stdout.split('\n')
  expect([stopped, code]).toEqual(['stopped', 0])
  expect(isAlive(Number(pid))).toBe(false)
})

it('a table can not leave its process', async () => {
  const { stdout } = await service(
    'table',
    `await term.refresh().catch(({ message }) => console.log(message))`,
  )
  expect(stdout).toContain('a table lies in memory that no other process shares')
})

it('needs Node.js, and says so elsewhere', async () => {
  const { stdout } = await service(
    'text',
    `await term.ready()
     Object.defineProperty(process, 'versions', { value: { ...process.versions, bun: '1.2' } })
     fetcher.probe = async () => ({ changed: true, open: async () => Buffer.from('other') })
     await term.refresh().catch(({ code, message }) => console.log(code, message))
     console.log(term.get())
     await tree.stop()`,
  )
  expect(stdout).toContain(
    'ERR_TERM_DECODER [term] no process can be had to decode in: `isolation` needs Node.js',
  )
  expect(stdout).toContain('\ntext\n')
})

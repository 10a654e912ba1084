/** What a service preloads, by whatever way, is its own: threads load it when they are asked to. @module */

import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CompiledPackage, compilePackage } from '../../support/compiled-package.ts'

let everterm: CompiledPackage

beforeAll(async () => {
  everterm = await compilePackage()
})
afterAll(() => everterm[Symbol.asyncDispose]())

const PRELOAD = 'data:text/javascript,process._rawDebug(`preloaded`)'

const service = (workers: object) => `
  import { bytes, fixed, remoteTerm, supervise } from 'everterm'
  const blob = remoteTerm({ name: 'blob', fetcher: fixed('text'), deserialize: bytes({ shared: true }), refreshInterval: null })
  const tree = await supervise({ blob }, { workers: { above: 0, ...${JSON.stringify(workers)} } })
  console.log(String.fromCharCode(...blob.get()))
  await tree.stop()
`

it.each<[string, readonly string[], object, number]>([
  ['of NODE_OPTIONS', ['env', `NODE_OPTIONS=--import=${PRELOAD}`], {}, 1],
  ['of NODE_OPTIONS, asked for', ['env', `NODE_OPTIONS=--import=${PRELOAD}`], { execArgv: 'inherit' }, 2],
  ['of their own', [], { execArgv: ['--import', PRELOAD] }, 1],
])('a preload %s is loaded as often as it should', async (_, within, workers, times) => {
  const { code, stdout, stderr } = await everterm.run(service(workers), within)
  expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: 'text\n' })
  expect(stderr.match(/preloaded/g)).toHaveLength(times)
})

/** Where no thread can be had, large payloads are decoded in place, and one warning says so. @module */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CompiledPackage, compilePackage } from '../../support/compiled-package.ts'

let everterm: CompiledPackage

beforeAll(async () => {
  everterm = await compilePackage()
})
afterAll(() => everterm[Symbol.asyncDispose]())

const TERMS = `
  import { bytes, fixed, inWorker, json, remoteTerm, supervise, table } from 'everterm'
  const large = JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => ['k' + at, { at }])))
  const term = (name, deserialize, more) =>
    remoteTerm({ name, fetcher: fixed(large), deserialize, refreshInterval: null, ...more })
  const terms = { json: term('json', json), table: term('table', table()), blob: term('blob', bytes({ shared: true })) }
`
const READ = `
  console.log(terms.json.get().k7.at, terms.table.get().get('k59999').at, terms.blob.get().byteLength === large.length)
`
const WARNING = /EVERTERM_NO_THREADS/g

const permission =
  Number(process.versions.node.split('.')[0]) < 23 ? '--experimental-permission' : '--permission'
const RESTRICTED = ['env', `NODE_OPTIONS=${permission} --allow-fs-read=*`]

describe('without the permission for threads', () => {
  test('everything is decoded in place, with one warning', async () => {
    const { code, stdout, stderr } = await everterm.run(
      `${TERMS} await supervise(terms); ${READ}`,
      RESTRICTED,
    )
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: '7 59999 true\n' })
    expect(stderr.match(WARNING)).toHaveLength(1)
    expect(stderr).toContain('--allow-worker')
  })

  test('small payloads cause no warning', async () => {
    const { code, stderr } = await everterm.run(
      `${TERMS} await supervise(terms, { workers: { above: Infinity } })`,
      RESTRICTED,
    )
    expect({ code, warnings: stderr.match(WARNING) }).toEqual({ code: 0, warnings: null })
  })
})

test('a service that is named as the module of its own threads fails there, and starts none in turn', async () => {
  const service = `
    import { isMainThread } from 'node:worker_threads'
    ${TERMS}
    process.on('worker', () => console.log(isMainThread ? 'a thread' : 'a thread of a thread'))
    const blob = term('blob', bytes({ shared: true }), { start: 'background' })
    const tree = await supervise({ blob }, { workers: { entry: import.meta.url }, observers: [] })
    const error = await blob.refresh().catch((thrown) => thrown)
    console.log(error.code, error.cause.message)
    await tree.stop()
  `
  const { stdout } = await everterm.run(`
    import { writeFileSync } from 'node:fs'
    import { pathToFileURL } from 'node:url'
    writeFileSync('service.mjs', ${JSON.stringify(service)})
    await import(pathToFileURL('service.mjs'))
  `)
  const [first, ...others] = stdout.trim().split('\n')
  expect(first).toBe('a thread')
  expect(others.at(-1)).toBe(
    'ERR_TERM_DECODER supervise: expected `workers.entry` to be a module that imports everterm/thread, got the service itself',
  )
  expect(others).not.toContain('a thread of a thread')
})

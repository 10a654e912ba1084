/** Writes `docs/faults.md`; `--check` only compares, `--report FILE` looks as well at what a run of vitest says. @module */

import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { catalogueOf } from './faults/catalogue.mjs'
import { pageOf } from './faults/page.mjs'
import { broken } from './faults/results.mjs'
import { citations } from './faults/titles.mjs'

const { values } = parseArgs({ options: { check: { type: 'boolean' }, report: { type: 'string' } } })
const of = (/** @type {string} */ file) => new URL(`../${file}`, import.meta.url)

const cited = citations()
const page = pageOf(catalogueOf(await readFile(of('test/README.md'), 'utf8')), cited)

/** @type {(complaint: string) => void} */
function complain(complaint) {
  console.error(complaint)
  process.exitCode = 1
}

if (!values.check) await writeFile(of('docs/faults.md'), page)
else if ((await readFile(of('docs/faults.md'), 'utf8').catch(() => '')) !== page) {
  complain('docs/faults.md is not what the titles of the tests say: run `npm run faults`')
}

if (values.report !== undefined) {
  const report = JSON.parse(await readFile(values.report, 'utf8'))
  const whole = cited.filter(({ isWholeFile }) => isWholeFile)
  const files = [...new Set(whole.map(({ file }) => file))]
  const byFile = files.map(
    (name) =>
      /** @type {const} */ ([name, whole.flatMap(({ file, number }) => (file === name ? [number] : []))]),
  )
  for (const each of broken(report, new Set(cited.map(({ number }) => number)), new Map(byFile)))
    complain(each)
}

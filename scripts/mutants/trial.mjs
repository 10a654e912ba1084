/** A copy of the tree in which a bug is planted, and the tests that are near it. @module */

import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'

// What has not ended by then hangs, which is a way to be noticed.
const LONGEST_MS = 600_000

const IGNORED = /^(node_modules|build|dist|coverage|\.git)$/

// Threads load these by their own means, which a graph of imports doesn't show.
const IN_THREADS = /^src\/(decode|share)\//
const TESTS_OF_THREADS = ['test/decode', 'test/share']

/** A place to try mutants at. */
export function bench() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'everterm-mutants-')))
  cpSync('.', folder, { recursive: true, filter: (source) => !IGNORED.test(source) })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))

  /** `{ outcome: 'ill-typed' | 'noticed' | 'lives', by, seconds }` */
  function run({ file, text }) {
    const begun = Date.now()
    const path = join(folder, file)
    const original = readFileSync(path, 'utf8')
    const ended = (outcome, by = '') => ({ outcome, by, seconds: Math.round((Date.now() - begun) / 1000) })
    try {
      writeFileSync(path, text)
      if (call('typescript/bin/tsc', ['--noEmit']).status !== 0) return ended('ill-typed')
      for (const tests of [nearest(file), related(file)]) {
        const failure = tests === undefined ? undefined : firstFailure(tests)
        if (failure !== undefined) return ended('noticed', `${failure}, `)
      }
      return ended('lives')
    } finally {
      writeFileSync(path, original)
    }
  }

  /** The first test that fails, in words; one that fails by chance is passed over. */
  function firstFailure(tests, excluded = []) {
    const failed = failedTest([...tests, ...excluded.map((test) => `--exclude=${test}`)])
    if (failed?.file === undefined || failedTest(['run', failed.file]) !== undefined) return failed?.title
    return firstFailure(tests, [...excluded, failed.file])
  }

  function failedTest(tests) {
    const report = join(folder, 'report.json')
    const how = ['--bail=1', '--typecheck.enabled=false', '--reporter=json', `--outputFile=${report}`]
    const { status, signal } = call('vitest/vitest.mjs', [...tests, ...how])
    if (status === 0) return undefined
    if (signal !== null) return { title: 'it hangs' }
    for (const { name, status, assertionResults } of JSON.parse(readFileSync(report, 'utf8')).testResults) {
      const test = assertionResults.find((result) => result.status === 'failed')
      if (test) return { file: relative(folder, name), title: test.fullName.trim() }
      if (status === 'failed') return { file: relative(folder, name), title: 'a file that does not load' }
    }
    return { title: 'an error outside of any test' }
  }

  const call = (script, args) =>
    spawnSync(process.execPath, [join(folder, 'node_modules', script), ...args], {
      cwd: folder,
      stdio: 'ignore',
      timeout: LONGEST_MS,
    })

  return { folder, run }
}

/** `test/` mirrors the sources: the tests of the very file, or those of the nearest folder above it. */
function nearest(file) {
  let place = file.replace(/^src\//, '').replace(/\.ts$/, '')
  for (; place !== '.'; place = dirname(place)) {
    const found = [`test/${place}.test.ts`, `test/${place}`].filter((path) => existsSync(path))
    if (found.length > 0) return ['run', ...found]
  }
  return undefined
}

const related = (file) => (IN_THREADS.test(file) ? ['run', ...TESTS_OF_THREADS] : ['related', file, '--run'])

/** Plants a bug in a copy of the tree, and finds out whether the tests notice it. @module */

import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { testsNear } from './nearness.mjs'
import { run as runScript, temporaryFolder } from './processes.mjs'

// A run that says nothing for so long hangs, which is one way in which a bug is noticed.
const longestSilence = 180_000

const IGNORED = /^(node_modules|build|dist|coverage|\.git)$/

/** Makes a place to try mutants at. `most` is the number of test files that are run for each. */
export function bench(most) {
  const folder = temporaryFolder()
  cpSync('.', folder, { recursive: true, filter: (source) => !IGNORED.test(source) })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  /** The test files that fail here without any bug, and those that are known to pass. */
  const [broken, sound] = [new Set(), new Set()]

  /** `{ outcome: 'ill-typed' | 'noticed' | 'lives', by, seconds }` */
  async function run({ file, text }) {
    const begun = Date.now()
    const path = join(folder, file)
    const original = readFileSync(path, 'utf8')
    const ended = (outcome, by = '') => ({ outcome, by, seconds: Math.round((Date.now() - begun) / 1000) })
    try {
      writeFileSync(path, text)
      if (!(await isWellTyped())) return ended('ill-typed')
      let tests = testsNear(file)
        .filter((test) => !broken.has(test))
        .slice(0, most)
      for (;;) {
        const failure = await firstFailure(tests)
        if (failure === undefined) return ended('lives')
        if (await isOfTheBug(failure)) return ended('noticed', `${failure.title}, `)
        // Files that have passed before the failure would pass again.
        tests = tests.filter((test) => !failure.files.includes(test) && !failure.passed.includes(test))
      }
    } finally {
      writeFileSync(path, original)
    }

    /** Do these files fail again, and pass without the bug? Chance and a broken test prove nothing. */
    async function isOfTheBug({ files }) {
      if ((await firstFailure(files)) === undefined) return false
      if (files.every((test) => sound.has(test))) return true
      writeFileSync(path, original)
      const passes = (await firstFailure(files)) === undefined
      writeFileSync(path, text)
      if (!passes) for (const test of files) broken.add(test)
      return passes
    }
  }

  /** Checks the types of the sources alone: tests follow the types that the sources export, and no bug changes those. */
  async function isWellTyped() {
    const tsc = join(folder, 'node_modules/typescript/bin/tsc')
    const project = ['-p', 'tsconfig.build.json', '--noEmit', '--incremental', '--tsBuildInfoFile']
    const { code } = await runScript(tsc, [...project, 'build/mutants.tsbuildinfo'], {
      cwd: folder,
      longestSilence,
    })
    return code === 0
  }

  /** The first test that fails, in words, and the files that it may lie in. */
  async function firstFailure(tests) {
    if (tests.length === 0) return undefined
    const running = new Set()
    const passed = []
    const hear = ({ type, file, title }) => {
      if (type === 'failed') return { title, files: file === undefined ? tests : [file], passed }
      if (type === 'begun') running.add(file)
      if (type === 'ended') {
        running.delete(file)
        passed.push(file)
        sound.add(file)
      }
    }
    const suite = join(folder, 'scripts/mutants/suite.mjs')
    const { heard, isSilent } = await runScript(suite, tests, { cwd: folder, hear, longestSilence })
    if (isSilent) return { title: 'it hangs', files: [...running], passed }
    return heard
  }

  return { folder, run }
}

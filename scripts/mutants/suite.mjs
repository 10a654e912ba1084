/** Runs the test files that it is given, in that order, and tells its parent of each end of a test. @module */

import { BaseSequencer, startVitest } from 'vitest/node'

const order = process.argv.slice(2)
const ELSEWHERE = order.length

/**
 * Puts the files first that are nearest to the bug, and runs in another realm last, since they repeat what has run in
 * this one.
 */
class Nearest extends BaseSequencer {
  async sort(specs) {
    const place = ({ project, moduleId }) =>
      order.findIndex((file) => moduleId.endsWith(`/${file}`)) + (project.name === 'node' ? 0 : ELSEWHERE)
    return [...specs].sort((a, b) => place(a) - place(b))
  }
}

const tell = (type, file, title) => process.send({ type, file, title })

const teller = {
  onTestModuleStart: (module) => tell('begun', module.relativeModuleId),
  onTestModuleEnd: (module) => {
    const failed = module.state() === 'failed'
    if (failed) tell('failed', module.relativeModuleId, 'a file that fails outside of its tests')
    else tell('ended', module.relativeModuleId)
  },
  onTestCaseResult: (test) => {
    const type = test.result().state === 'failed' ? 'failed' : 'alive'
    tell(type, test.module.relativeModuleId, test.fullName)
  },
  onTestRunEnd: (_modules, errors) => {
    if (errors.length > 0) tell('failed', undefined, 'an error outside of any test')
  },
}

process.once('disconnect', () => process.exit())
const vitest = await startVitest('test', order, {
  run: true,
  watch: false,
  reporters: [teller],
  typecheck: { enabled: false },
  sequence: { sequencer: Nearest },
})
await vitest.close()
process.exit()

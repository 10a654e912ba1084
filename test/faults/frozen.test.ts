/** A process that is frozen for a while, as a laptop or a container is. @module */

import { expect, it } from 'vitest'
import { compilePackage } from '../support/compiled-package.ts'

it('F38, P17: what became due meanwhile is one attempt, and no burst', async () => {
  await using everterm = await compilePackage()
  const { stdout, stderr, code } = await everterm.run(`
    import { spawn } from 'node:child_process'
    import { createServer } from 'node:http'
    import { http, remoteTerm } from 'everterm'
    const at = []
    let heard
    const origin = createServer((_, response) => {
      at.push(performance.now())
      response.end('{}')
      heard?.()
    })
    const received = (count) => new Promise((resolve) => {
      heard = () => at.length >= count && resolve()
      heard()
    })
    await new Promise((resolve) => origin.listen(0, '127.0.0.1', resolve))
    const term = remoteTerm({
      name: 'prices', fetcher: http('http://127.0.0.1:' + origin.address().port), refreshInterval: '200ms',
    })
    const tree = await term.start({ observers: [] })
    await received(2)
    // Thaws this process from outside, which it can't do itself.
    const thaw = spawn('sh', ['-c', 'sleep 1.5; kill -CONT ' + process.pid], { stdio: 'ignore' })
    await new Promise((resolve) => thaw.once('spawn', resolve))
    const before = at.length
    process.kill(process.pid, 'SIGSTOP')
    await received(before + 4)
    await tree.stop()
    origin.close()
    const gaps = at.slice(before - 1).map((moment, index, all) => moment - all[index - 1]).slice(1)
    console.log(gaps.some((gap) => gap >= 1_400), gaps.every((gap) => gap >= 190))
  `)
  expect([stdout, stderr, code]).toEqual(['true true\n', '', 0])
})

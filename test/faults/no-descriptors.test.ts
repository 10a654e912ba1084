/** A process that has no file descriptor left, and later has some again. @module */

import { expect, it } from 'vitest'
import { compilePackage } from '../support/compiled-package.ts'

const FEW = ['sh', '-c', 'ulimit -n 400 && exec "$@"', 'sh']

it('F65: without a descriptor for a connection an attempt fails, and what is held is served on', async () => {
  await using everterm = await compilePackage()
  const { stdout, stderr, code } = await everterm.run(
    `
      import { closeSync, openSync } from 'node:fs'
      import { createServer } from 'node:http'
      import { http, json, remoteTerm } from 'everterm'
      let version = 0
      const origin = createServer((_, response) => {
        response.writeHead(200, { connection: 'close' }).end(JSON.stringify({ version: ++version }))
      })
      await new Promise((resolve) => origin.listen(0, '127.0.0.1', resolve))
      const term = remoteTerm({
        name: 'prices', fetcher: http('http://127.0.0.1:' + origin.address().port), deserialize: json,
      })
      const tree = await term.start({ observers: [] })
      const open = []
      try { for (;;) open.push(openSync('/dev/null')) } catch (error) { console.log(error.code) }
      const error = await term.refresh().catch((error) => error)
      console.log(error.code, error.cause.code, term.status().state, term.get().version)
      for (const descriptor of open) closeSync(descriptor)
      console.log(await term.refresh(), term.get().version)
      await tree.stop()
      origin.close()
    `,
    FEW,
  )
  expect([stdout, stderr, code]).toEqual(['EMFILE\nERR_TERM_NETWORK EMFILE backoff 1\nupdated 2\n', '', 0])
})

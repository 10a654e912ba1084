/** undici that can't be loaded, as in a bundle without `require`: a mistake of the program, not the network's doing. @module */

import { expect, it } from 'vitest'
import { compilePackage } from '../../support/compiled-package.ts'

// This throws as undici does when esbuild bundles it into an ES module.
const broken = `export let Agent, buildConnector, EnvHttpProxyAgent, Pool
throw new Error('Dynamic require of "node:assert" is not supported')`

const loader = `export const load = (url, context, next) => url.endsWith('/undici/index.js')
  ? { format: 'module', shortCircuit: true, source: ${JSON.stringify(broken)} } : next(url, context)`

const service = `
  import { register } from 'node:module'
  register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(loader)}))
  const { http, remoteTerm, supervise } = await import('everterm')
  const prices = remoteTerm({ name: 'prices', fetcher: http('http://127.0.0.1:1/x?sig=CANARY') })
  const { code, hopeless, message } = await supervise({ prices }, { observers: [] }).catch((error) => error)
  console.log(JSON.stringify({ code, hopeless, message }))
`

it('undici that can not be loaded ends the start at once, and names the page about bundles', async () => {
  await using everterm = await compilePackage()
  const { stdout, stderr } = await everterm.run(service)
  // Newer versions of Node warn of how this test breaks undici.
  expect(stderr).not.toContain('everterm')
  const { code, hopeless, message } = JSON.parse(stdout)
  expect({ code, hopeless }).toEqual({ code: 'ERR_TERM_SETUP', hopeless: true })
  expect(message).toContain('could not load undici')
  expect(message).toContain('Dynamic require of "node:assert" is not supported')
  expect(message).toContain('/docs/large-terms.md#bundles-and-restricted-processes')
  expect(message).not.toContain('CANARY')
})

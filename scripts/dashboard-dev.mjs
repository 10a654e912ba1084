/** The dashboard of a tree that only plays its part: `npm run dashboard [few|many|calm|empty] [off]`. @module */

// @ts-check

import { simulatedService, TOKEN } from './dashboard/simulated-service.mjs'

const [cast = 'few', actions] = process.argv.slice(2)
const { url } = await simulatedService({
  cast,
  actions: actions === 'off' ? 'off' : 'token',
  port: Number(process.env.PORT ?? 0),
})
process.stdout.write(`${url} plays ${cast}; the token is ${TOKEN}\n`)

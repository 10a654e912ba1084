/**
 * The dashboard, to look at: `npm run dashboard [real|few|many|calm|empty] [off]`. `real` is a tree over a faulty origin, and
 * the others only play their parts; `off` is without actions.
 *
 * @module
 */

// @ts-check

import { REAL_TOKEN, realTree } from './dashboard/real-tree.mjs'
import { simulatedService, TOKEN } from './dashboard/simulated-service.mjs'

const [cast = 'real', actions] = process.argv.slice(2)
const port = Number(process.env.PORT ?? 0)
const simulated = () => simulatedService({ cast, actions: actions === 'off' ? 'off' : 'token', port })
const { url } = await (cast === 'real' ? realTree({ port }) : simulated())
process.stdout.write(`${url}\nThe token is ${cast === 'real' ? REAL_TOKEN : TOKEN}\n`)

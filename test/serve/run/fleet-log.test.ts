/** What happens in a fleet is logged as what happens to terms is: constant messages, the data in fields. @module */

import { expect, it } from 'vitest'
import { fleetLog } from '../../../src/serve/run/fleet-log.ts'

it('writes a line for each event of a fleet, loud where something went wrong', () => {
  const lines: string[] = []
  const write = (level: string) => (fields: object, message: string) =>
    lines.push(`${level} ${message} ${JSON.stringify(fields)}`)
  const hear = fleetLog({ info: write('info'), warn: write('warn') })
  hear({ type: 'fleet.reachable', at: 1, outageMs: 1.6 })
  hear({
    type: 'fleet.refused',
    at: 1,
    term: 'prices',
    seq: 2,
    rollout: '2-a',
    stage: 'gate',
    reason: 'schema',
  })
  expect(lines).toEqual([
    'info fleet can be reached again {"event":"fleet.reachable","outageMs":2}',
    'warn rollout refused {"event":"fleet.refused","term":"prices","seq":2,"rollout":"2-a","stage":"gate","reason":"schema"}',
  ])
})

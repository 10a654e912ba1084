/** The page of the fleet in the dashboard: this process joins as well, with no term and no say. @module */

import { randomBytes } from 'node:crypto'
import { dashboard } from '../../src/dashboard.ts'
import type { Control } from '../../src/fleet/control.ts'
import { supervise } from '../../src/index.ts'
import { joinFleet } from '../../src/join-fleet.ts'
import { SERVICE } from './names.ts'

export interface FleetPage {
  /** With the token of this run in the part that no server sees. */
  readonly url: string
  close(): Promise<void>
}

export async function openFleetPage(control: Control): Promise<FleetPage> {
  const token = randomBytes(18).toString('base64url')
  const board = dashboard(undefined, { name: 'fleet', token, values: true })
  const { url } = await board.listen()
  const tree = await supervise({}, { observers: [board] })
  const member = await joinFleet(tree, {
    control,
    service: SERVICE,
    instance: 'visitor/dashboard',
    host: 'visitor',
    steward: false,
    hear: () => {},
  })
  return {
    url: `${url}#token=${token}`,
    async close() {
      await tree.stop()
      await member.leave()
      await board.close()
    },
  }
}

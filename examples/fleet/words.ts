/** What a process of the fleet tells its parent. @module */

import type { FleetEvent } from '../../src/join-fleet.ts'

export type Word =
  | { readonly type: 'joined' }
  /** This publication is live in it from now on. */
  | { readonly type: 'holds'; readonly seq: number }
  /** So many reads since the last word, of which so many failed. */
  | { readonly type: 'read'; readonly reads: number; readonly failed: number }
  | { readonly type: 'event'; readonly event: FleetEvent }

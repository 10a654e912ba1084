/** Waits until a term has looked at its keepsake: what lies there may be what somebody asks for. @module */

import { holding } from '../base/keep-alive.ts'
import type { Keeper } from './keeper.ts'
import { keepsakeFolder } from './keepsake-folder.ts'

/** Resolves when the start has made live what it could of the disk; `undefined` where it has, or there is no disk, or no tree. */
export function looked(keeper: Keeper): Promise<void> | undefined {
  if (!isStillToLook(keeper)) return undefined
  keeper.turn?.hurry()
  keeper.looking ??= new Set()
  const { looking } = keeper
  return holding(new Promise<void>((resolve) => void looking.add(resolve)))
}

function isStillToLook(keeper: Keeper): boolean {
  const { link, keepsake } = keeper
  if (link === undefined || keepsakeFolder(keeper, link) === undefined) return false
  // While its supervisor cools down, nobody looks.
  if (link.state() === undefined) return false
  return keepsake?.link !== link || !keepsake.hasLooked
}

/** Lets those go on who wait: it has looked, or it won't come to that for now. */
export function endLook({ looking }: Keeper): void {
  for (const resolve of looking ?? []) resolve()
  looking?.clear()
}

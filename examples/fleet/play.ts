/** Plays the scenes one after the other, and judges what was seen. @module */

import { once } from 'node:events'
import type { Fleet } from './fleet.ts'
import { type Play, SCENES } from './scenes.ts'

export interface Played {
  /** What was not as it must be. */
  readonly wrong: readonly string[]
  readonly wasCutShort: boolean
}

export type Stage = Omit<Play, 'signal' | 'must'> & {
  /** The whole of it is cut short by this. */
  readonly signal: AbortSignal
  /** Hears which scene begins, counted from 1. */
  begins?(number: number, title: string): void
}

export async function playScenes({ signal, begins, ...stage }: Stage): Promise<Played> {
  const wrong: string[] = []
  const { fleet }: { readonly fleet: Fleet } = stage
  const must: Play['must'] = (isSo, what) => {
    if (isSo) return fleet.note('as it must', what, 'good')
    wrong.push(what)
    fleet.note('WRONG', what, 'bad')
  }
  for (const [at, scene] of SCENES.entries()) {
    if (signal.aborted) break
    begins?.(at + 1, scene.title)
    fleet.note('scene', `${at + 1} of ${SCENES.length}: ${scene.title}`)
    const cut = once(signal, 'abort').catch(() => {})
    const played = scene.play({ ...stage, signal, must }).catch((error) => {
      if (!signal.aborted) must(false, `${scene.title}: ${error}`)
    })
    await Promise.race([played, cut])
  }
  if (!signal.aborted) must(fleet.cast.failed === 0, 'no reader has seen a failure')
  return { wrong, wasCutShort: signal.aborted }
}

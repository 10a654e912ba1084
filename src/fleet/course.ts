/** The course of a rollout, as the audit has it: when each stage began, and what the documents said one after the other. @module */

import type { Ref } from '../manifest/index.ts'
import type { AuditEntry } from './audit.ts'
import { isRef, type Rollout, readRollout } from './rollout/index.ts'

/** What the documents of a term said from a moment on, by the engine's clock. */
export interface DocumentsSince {
  readonly at: number
  readonly rollout: Rollout | undefined
  readonly pin: Ref | undefined
}

/** The states of both documents, the oldest first, as far as the audit reaches. */
export function documentsOver(entries: readonly AuditEntry[], term: string): readonly DocumentsSince[] {
  let [rollout, pin]: [Rollout | undefined, Ref | undefined] = [undefined, undefined]
  return entries
    .toSorted((one, other) => one.at - other.at)
    .map(({ document, value, at }) => {
      if (document === 'rollout') rollout = readRollout(value, term) ?? rollout
      else pin = pinnedIn(value)
      return { at, rollout, pin }
    })
}

function pinnedIn(value: string): Ref | undefined {
  try {
    const { ref } = JSON.parse(value) as { readonly ref?: unknown }
    return isRef(ref) ? ref : undefined
  } catch {
    return undefined
  }
}

/** When each stage of the rollout began; `undefined` for those that have not, or of which the audit knows nothing. */
export function stagesBegan(
  { id, stages }: Pick<Rollout, 'id' | 'stages'>,
  over: readonly DocumentsSince[],
): readonly (number | undefined)[] {
  return stages.map(
    (_, stage) =>
      over.find(({ rollout }) => rollout?.id === id && rollout.stage >= stage && rollout.state === 'staged')
        ?.at,
  )
}

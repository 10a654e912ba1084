/** The threads of a tree, lent to a fetcher of ours with what it is told of the attempt. Other fetchers see nothing of it. @module */

import { commonSymbol } from '../base/copies.ts'
import type { DecodePool } from './decoder.ts'

const THREADS: unique symbol = commonSymbol('threads') as never

/** A fetcher that asks others hands it on with the rest. */
export const lendThreads = <C extends object>(context: C, pool: DecodePool): C =>
  Object.assign(context, { [THREADS]: pool })

export const lentThreads = (context: object): DecodePool | undefined =>
  (context as { readonly [THREADS]?: DecodePool })[THREADS]

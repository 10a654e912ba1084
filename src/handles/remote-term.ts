/** Defines a term and makes its handle: remote data, read like a variable. @module */

import type { StandardSchemaV1 } from '@standard-schema/spec'
import { keeper } from '../term/keeper.ts'
import type { CommonOptions, Decoding, Judging, Keeping, Resting, SchemaDecoding } from '../term/options.ts'
import { type AnyTermOptions, resolveTerm } from '../term/resolve-options.ts'
import { type RemoteTerm, termHandle } from './term-handle.ts'

/**
 * Defines a term. Nothing happens before it is supervised.
 *
 * @example
 * ```ts
 * const prices = remoteTerm({
 *   name: 'prices',
 *   fetcher: http('https://cdn.example.com/prices.json.gz'),
 *   deserialize: json<PriceTable>,
 * })
 * ```
 * @throws TypeError that names the option and the value seen
 */
export function remoteTerm<S extends StandardSchemaV1>(
  options: CommonOptions &
    SchemaDecoding<S> &
    Judging<NoInfer<StandardSchemaV1.InferOutput<S>>> &
    Resting<NoInfer<StandardSchemaV1.InferOutput<S>>>,
): RemoteTerm<StandardSchemaV1.InferOutput<S>>
export function remoteTerm<S extends StandardSchemaV1, V>(
  options: CommonOptions &
    SchemaDecoding<S> &
    Judging<NoInfer<StandardSchemaV1.InferOutput<S>>, NoInfer<V>> &
    Keeping<NoInfer<StandardSchemaV1.InferOutput<S>>, V>,
): RemoteTerm<V>
export function remoteTerm<T = Uint8Array, V = T>(
  options: CommonOptions & Decoding<T> & Judging<NoInfer<T>, NoInfer<V>> & Keeping<NoInfer<T>, V>,
): RemoteTerm<V>
export function remoteTerm<T = Uint8Array>(
  options: CommonOptions & Decoding<T> & Judging<NoInfer<T>> & Resting<NoInfer<T>>,
): RemoteTerm<T>
export function remoteTerm(options: AnyTermOptions): RemoteTerm<unknown> {
  const kept = keeper(resolveTerm(options))
  return termHandle(`remoteTerm "${kept.options.name}"`, kept)
}

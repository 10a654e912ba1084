/** What is known of the published version at each origin: the validators of one are never shown to another. @module */

import type { Known } from '../fetcher.ts'

export interface KnownPerOrigin {
  /** The validators, by the names of the origins. */
  readonly validators: Readonly<Record<string, Known>>
  /** When the published version was made, in epoch ms, if its origin said so. */
  readonly modifiedAt: number | undefined
}

/** `known` as this module wrote it. It may come from a disk: nothing is taken for granted. */
export function readKnownPerOrigin(known: Known | undefined): KnownPerOrigin {
  const origins = Object.entries(Object(known?.origins) as Known)
  const validators = origins.filter((entry): entry is [string, Known] => isRecord(entry[1]))
  const modifiedAt = known?.modifiedAt
  return {
    validators: Object.fromEntries(validators),
    modifiedAt: typeof modifiedAt === 'number' ? modifiedAt : undefined,
  }
}

export const writeKnownPerOrigin = ({ validators, modifiedAt }: KnownPerOrigin): Known => ({
  origins: validators,
  ...(modifiedAt !== undefined && { modifiedAt }),
})

/** The validators of one origin. */
export const knownBy = ({ validators }: KnownPerOrigin, name: string): Known | undefined =>
  Object.hasOwn(validators, name) ? validators[name] : undefined

/** The same with the news of one origin; those of origins that are there no more are dropped. */
export function withNews(
  held: KnownPerOrigin,
  name: string,
  news: Known | undefined,
  names: readonly string[],
): KnownPerOrigin {
  const others = names.flatMap((other) => {
    const known = other === name ? news : knownBy(held, other)
    return known === undefined ? [] : [[other, known] as const]
  })
  return { ...held, validators: Object.fromEntries(others) }
}

const isRecord = (value: unknown): value is Known => typeof value === 'object' && value !== null

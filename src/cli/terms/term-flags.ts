/** Makes a term of flags, without a config: how its payload is read, and what it is held to. @module */

import { readFile } from 'node:fs/promises'
import { minisign, type Verifier } from '../../gate/index.ts'
import type { AnyTermOptions } from '../../term/resolve-options.ts'
import { asUsage, usageError } from '../cli-error.ts'
import type { Given } from '../flags.ts'
import { flagsIn, pathTyped } from '../in-flags.ts'
import { decoderGiven, type Interest } from './decoder-flags.ts'

type Options = Omit<AnyTermOptions, 'name' | 'fetcher'>

/** What the flags say of a payload of this address, and what is wanted of it. */
export async function termOptions(given: Given, address: string, interest: Interest): Promise<Options> {
  const sha256 = given.text('sha256')
  const verify = await verifierOf(given)
  const deserialize = decoderGiven(given, address, interest)
  const [maxBytes, deadline] = [given.size('max-bytes'), given.duration('timeout')]
  return {
    ...(deserialize !== undefined && { deserialize }),
    ...(sha256 !== undefined && { sha256 }),
    ...(verify !== undefined && { verify }),
    limits: {
      ...(maxBytes !== undefined && { maxBytes, maxInflatedBytes: Math.max(maxBytes * 4, USUAL_INFLATED) }),
      ...(deadline !== undefined && { deadline }),
    },
  }
}

const USUAL_INFLATED = 256 * 2 ** 20

/** A key of minisign as it is, or the file that has it. */
async function verifierOf(given: Given): Promise<Verifier | undefined> {
  const key = given.text('verify')
  if (key === undefined) return undefined
  if (/^[A-Za-z0-9+/=]{56}$/.test(key)) return asUsage(() => minisign(key), flagsIn(given))
  const text = await readFile(key, 'utf8').catch(() => {
    throw usageError(
      `\`${given.called('verify')}\` is neither a key of minisign nor a file that can be read: ${pathTyped(key)}`,
    )
  })
  return asUsage(() => minisign(text), flagsIn(given))
}

/** What `fetch` is about: an address with flags, or a term of a config. @module */

import { readFile } from 'node:fs/promises'
import type { Fetcher } from '../../fetch/fetcher.ts'
import { minisign, type Verifier } from '../../gate/index.ts'
import type { CommonOptions } from '../../term/options.ts'
import { fetcherAt, isAddress } from '../address.ts'
import { asUsage, CliError, usageError } from '../cli-error.ts'
import type { Call } from '../command.ts'
import type { Given } from '../flags.ts'
import { deserializeOf, type Format, formatOf } from './format.ts'

export interface Subject {
  readonly format: Format
  readonly options: CommonOptions & {
    readonly fetcher: Fetcher
    readonly deserialize?: ((bytes: Uint8Array) => unknown) | undefined
  }
}

export async function subjectOf({ operands: [named = ''], given }: Call): Promise<Subject> {
  if (!isAddress(named)) {
    throw usageError(
      `\`${named}\` is no URL, and no path`,
      'a path in this folder is written as `./prices.json`',
    )
  }
  const format = formatOf(given, named)
  const verify = await verifierOf(given)
  const sha256 = given.text('sha256')
  const deserialize = deserializeOf(format, given.text('key'))
  return {
    format,
    options: {
      name: nameOf(named),
      fetcher: await fetcherAt(named, { headers: given.texts('header') }),
      ...(deserialize !== undefined && { deserialize }),
      ...(sha256 !== undefined && { sha256 }),
      ...(verify !== undefined && { verify }),
      limits: limitsOf(given),
    },
  }
}

/** The last part of an address, in letters that a name may have. */
function nameOf(address: string): string {
  const path = address.replace(/[?#].*$/s, '')
  const last = path.split('/').findLast((part) => part !== '') ?? ''
  return last.replaceAll(/[^\w.-]/g, '-').slice(-100) || 'payload'
}

export function limitsOf(given: Given) {
  const maxBytes = given.size('max-bytes')
  const deadline = given.duration('timeout')
  return {
    ...(maxBytes !== undefined && { maxBytes, maxInflatedBytes: Math.max(maxBytes * 4, 256 * 2 ** 20) }),
    ...(deadline !== undefined && { deadline }),
  }
}

/** A key of minisign as it is, or the file that has it. */
export async function verifierOf(given: Given): Promise<Verifier | undefined> {
  const key = given.text('verify')
  if (key === undefined) return undefined
  if (/^[A-Za-z0-9+/=]{56}$/.test(key)) return asUsage(() => minisign(key))
  const text = await readFile(key, 'utf8').catch(() => {
    throw new CliError(
      'usage',
      `\`--verify\` is neither a key of minisign nor a file that can be read: \`${key}\``,
    )
  })
  return asUsage(() => minisign(text))
}

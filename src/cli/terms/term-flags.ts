/** Makes a term of flags, without a config: how its payload is read, and what it is held to. @module */

import { readFile } from 'node:fs/promises'
import { json } from '../../decode/json.ts'
import { table } from '../../decode/table.ts'
import { minisign, type Verifier } from '../../gate/index.ts'
import type { AnyTermOptions } from '../../term/resolve-options.ts'
import { asUsage, usageError } from '../cli-error.ts'
import type { Given } from '../flags.ts'

type Options = Omit<AnyTermOptions, 'name' | 'fetcher'>

/** What the flags say of a payload of this address. */
export async function termOptions(given: Given, address: string): Promise<Options> {
  const sha256 = given.text('sha256')
  const verify = await verifierOf(given)
  const deserialize = deserializeOf(given, address)
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

type Deserialize = ((bytes: Uint8Array) => unknown) | undefined

/** The form that was asked for, or the one that the name of the payload speaks for. */
function deserializeOf(given: Given, address: string): Deserialize {
  const key = given.text('key')
  const named = /\.((geo)?json|csv|tsv)(\.(gz|br|zst))?([?#]|$)/i.exec(address)?.[1]?.toLowerCase() ?? 'bytes'
  const usual = named === 'geojson' ? 'json' : named
  const isRows = usual === 'csv' || usual === 'tsv'
  const format =
    given.text('format') ??
    (key === undefined || isRows ? (isRows && key === undefined ? 'bytes' : usual) : 'table')
  if (format === 'csv' || format === 'tsv') {
    if (key === undefined) throw usageError(`a table of ${format} needs \`--key\`, the name of a column`)
    return asUsage(() => table({ format, key, types: 'infer' }))
  }
  if (key !== undefined && format !== 'table') throw usageError(`\`--key\` is of a table, not of ${format}`)
  if (format === 'json') return json
  if (format === 'text') return (bytes) => new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  if (format === 'table') return asUsage(() => table(key === undefined ? {} : { key: keyFields(key) }))
  return undefined
}

/** One field, or a list of several as JSON. */
function keyFields(key: string): string | readonly string[] {
  if (!key.startsWith('["')) return key
  try {
    return JSON.parse(key)
  } catch {
    throw usageError('`--key` is a field, or a list of fields as JSON: `["locale","code"]`')
  }
}

/** A key of minisign as it is, or the file that has it. */
async function verifierOf(given: Given): Promise<Verifier | undefined> {
  const key = given.text('verify')
  if (key === undefined) return undefined
  if (/^[A-Za-z0-9+/=]{56}$/.test(key)) return asUsage(() => minisign(key))
  const text = await readFile(key, 'utf8').catch(() => {
    throw usageError(`\`--verify\` is neither a key of minisign nor a file that can be read: \`${key}\``)
  })
  return asUsage(() => minisign(text))
}

/** The last part of an address, in letters that the name of a term may have. */
export function nameOfAddress(address: string): string {
  const path = address.replace(/[?#].*$/s, '')
  const last = path.split('/').findLast((part) => part !== '') ?? ''
  return last.replaceAll(/[^\w.-]/g, '-').slice(-100) || 'payload'
}

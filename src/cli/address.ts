/** Makes a fetcher of an address as it is typed: a URL of the web, of S3, or of a file, or a path. @module */

import { existsSync } from 'node:fs'
import { didYouMean } from '../base/did-you-mean.ts'
import { percentDecoded } from '../base/percent-decoded.ts'
import type { Fetcher } from '../fetch/fetcher.ts'
import { asUsage, usageError } from './cli-error.ts'

/** Is it an address, and not the name of a term? */
export const isAddress = (text: string): boolean => /^([a-z][a-z0-9+.-]*:|[/~]|\.{1,2}\/)/i.test(text)

/** What may be a file of this folder, and is one: names of files have a dot or a slash mostly, and those of terms hardly ever. */
export const isFileHere = (text: string): boolean => !isAddress(text) && /[./]/.test(text) && existsSync(text)

export interface OriginOptions {
  /** `Name: value`, as they are typed. */
  readonly headers?: readonly string[]
  /** What the address is, as the flag that it was given by. */
  readonly called?: string
}

/** Only the fetcher that is needed is loaded. @throws CliError for what is no address */
export async function fetcherAt(
  address: string,
  { headers = [], called = 'the address' }: OriginOptions = {},
): Promise<Fetcher> {
  const calls = (option: string) => ({ called: option === 'headers' ? '`--header`' : called })
  if (/^https?:/i.test(address)) {
    const { http } = await import('../fetch/http.ts')
    return asUsage(() => http(address, { headers: headersOf(headers) }), calls)
  }
  if (/^s3:/i.test(address)) {
    const { s3 } = await import('../fetch/s3.ts')
    return asUsage(() => s3(objectOf(address)), calls)
  }
  if (isAddress(address) && !/^[a-z][a-z0-9+.-]+:/i.test(address.replace(/^file:/i, ''))) {
    const { file } = await import('../fetch/file.ts')
    return asUsage(() => file(/^file:/i.test(address) ? new URL(address) : address), calls)
  }
  throw usageError(
    'expected an http, https, s3 or file URL, or a path that begins with `/` or `./`',
    didYouMean(/^[a-z][a-z0-9+.-]+:/i.exec(address)?.[0], ['https:', 'http:', 's3:', 'file:']) ??
      'a path in this folder is written as `./prices.json`',
  )
}

function headersOf(lines: readonly string[]): Record<string, string> {
  const pairs = lines.map((line) => {
    const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):\s*(.*)$/.exec(line) ?? []
    // What it says may be a secret.
    if (name === undefined || value === undefined) throw usageError('`--header` is written as `Name: value`')
    return [name, value] as const
  })
  return Object.fromEntries(pairs)
}

const NOWHERE = { host: '', pathname: '/', searchParams: new URLSearchParams() }

function objectOf(address: string): { bucket: string; key: string; region?: string } {
  const { host, pathname, searchParams } = URL.canParse(address) ? new URL(address) : NOWHERE
  const key = percentDecoded(pathname.slice(1))
  if (key === undefined) throw usageError('the key of an object is in percent-encoding, where `%` is `%25`')
  if (host === '' || key === '') throw usageError('an object of S3 is written as `s3://bucket/key`')
  const region = searchParams.get('region')
  return { bucket: host, key, ...(region !== null && { region }) }
}

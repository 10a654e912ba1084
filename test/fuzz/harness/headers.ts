/** Headers out of bytes: a line for each, as they come to us, a list where a name comes again. @module */

import type { ResponseHeaders } from '../../../src/fetch/headers/response-headers.ts'

export function headersOf(input: Uint8Array): ResponseHeaders {
  const headers: Record<string, string | string[]> = {}
  for (const line of Buffer.from(input).toString('latin1').split('\n')) {
    const [, name = '', value = ''] = /^([a-z-]+):[ \t]?(.*)$/s.exec(line) ?? []
    if (name === '') continue
    const before = headers[name]
    headers[name] = before === undefined ? value : [before, value].flat()
  }
  return headers
}

export const block = (lines: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(
    Object.entries(lines)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
    'latin1',
  )

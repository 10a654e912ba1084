/** What readers of a term have now: the payload that a running service has published, or the one that a keepsake holds. @module */

import { percentDecoded } from '../../base/percent-decoded.ts'
import type { Fetcher } from '../../fetch/fetcher.ts'
import { SIDECAR_HEADERS } from '../../fetch/sidecar.ts'
import { keptPayload } from '../../term/keepsake/index.ts'
import type { ResolvedKeepsake } from '../../term/keepsake-folder.ts'
import type { ResolvedTerm } from '../../term/resolve-options.ts'
import { CliError, isCliError, usageError } from '../cli-error.ts'
import type { Call } from '../command.ts'
import { takeFrom } from '../remote/ask.ts'
import { type RemoteProcess, remoteProcess } from '../remote/remote-process.ts'

/** Brings what is live of a term. @throws CliError where nobody knows that */
export function livePayload(call: Call, term: ResolvedTerm): Promise<Fetcher> {
  const { given, signal } = call
  if (given.text('to') !== undefined) return published(remoteProcess(given), term, signal)
  if (term.keepsake) return kept(term, term.keepsake, signal)
  throw usageError(
    '`--against live` is what a running process has published: say which one by `--to`',
    '`--against origin` is what the origin of the term serves now',
  )
}

interface Body {
  readonly bytes: Uint8Array
  readonly version?: string | undefined
  readonly encoding?: string | undefined
}

const bringing = (name: string, { bytes, ...facts }: Body): Fetcher => ({
  name,
  probe: async () => ({ changed: true, mayBeEmpty: true, ...facts, open: async () => bytes }),
})

/** Where the service holds no payloads, the value itself is read as one. */
async function published(
  target: RemoteProcess,
  { name, limits }: ResolvedTerm,
  signal: AbortSignal,
): Promise<Fetcher> {
  const ask = (room: string) =>
    takeFrom(target, { path: `v1/${room}/${encodeURIComponent(name)}`, signal }, limits.maxInflatedBytes)
  const payload = await ask('payloads').catch((error: unknown) => {
    if (isCliError(error) && error.exit === 'denied') return undefined
    throw error
  })
  const { bytes, headers } = payload ?? (await ask('terms'))
  const version = headers[SIDECAR_HEADERS.version]
  return bringing(target.name, {
    bytes,
    version: typeof version === 'string' && version !== '' ? percentDecoded(version) : undefined,
    encoding: payload && headers['content-encoding'],
  })
}

async function kept(
  { name: term, limits }: ResolvedTerm,
  folder: ResolvedKeepsake,
  signal: AbortSignal,
): Promise<Fetcher> {
  const { dir } = folder
  const found = await keptPayload(term, folder, limits.maxBytes, signal)
  if (found !== undefined) {
    const { version, encoding } = found.header
    return bringing(`the keepsake ${dir}`, { bytes: found.bytes, version, encoding })
  }
  throw new CliError(
    'denied',
    `\`--against live\`: the keepsake ${dir} has nothing of \`${term}\``,
    '`--to` asks a running process; `--against origin` is what the origin serves now',
  )
}

/** Makes a fetcher of two steps, asking for the version and downloading: many clients have these already. @module */

import { TermError } from '../base/errors.ts'
import { checkDownload, checkVersion } from './contract/two-step-results.ts'
import type { FetchContext, Fetcher, Known, Probe } from './fetcher.ts'
import { type Doubts, doubts } from './two-step/doubts.ts'
import {
  type AskThenDownload,
  type DownloadIfChanged,
  resolveSteps,
  type TwoStepOptions,
} from './two-step/options.ts'

const UNCHANGED: Probe = { changed: false }

/**
 * Adapts `currentVersion` and `download`, or `downloadIfChanged`, to a fetcher.
 *
 * The version is the one that was asked for *before* the download, and it is asked for once more after it: if the data
 * changes in between, the next probe downloads again, even if the version has gone back meanwhile.
 *
 * @throws TypeError if a step is missing or isn't a function, or `name` is not a string with content.
 */
export function twoStep(given: TwoStepOptions): Fetcher {
  const options = resolveSteps(given)
  const overtaken = doubts()
  return {
    name: options.name,
    async init(context) {
      await options.init?.(context)
    },
    async probe(known, context) {
      const answer = await (options.downloadIfChanged === undefined
        ? askThenDownload(options, overtaken, known, context)
        : downloadIfChanged(options, known, context))
      if (options.proof === undefined || context.proof === undefined) return answer
      return { ...answer, proof: async (signal) => options.proof?.({ ...context, signal }) }
    },
    async close() {
      await options.close?.()
    },
  }
}

async function askThenDownload(
  options: AskThenDownload,
  overtaken: Doubts,
  known: Known | undefined,
  context: FetchContext,
): Promise<Probe> {
  const version = checkVersion(await options.currentVersion(context))
  if (version === known?.version && !overtaken.has(version)) return UNCHANGED
  return {
    changed: true,
    version,
    known: { version },
    async open(signal) {
      const own = { ...context, signal }
      const bytes = checkDownload(await options.download(own), 'download', context)
      overtaken.note(version, await isStillCurrent(version, options, own))
      return bytes
    },
  }
}

async function isStillCurrent(version: string, options: AskThenDownload, context: FetchContext) {
  try {
    return (await options.currentVersion(context)) === version
  } catch {
    // The bytes have come: a failure after that is no reason to lose them.
    return false
  }
}

async function downloadIfChanged(
  options: DownloadIfChanged,
  known: Known | undefined,
  context: FetchContext,
): Promise<Probe> {
  const held = typeof known?.version === 'string' ? known.version : undefined
  const answer = await options.downloadIfChanged(held, context)
  if (answer === undefined) {
    if (held !== undefined) return UNCHANGED
    throw new TermError(
      'ERR_TERM_PROTOCOL',
      'The origin says that nothing changed, while nothing is published',
      {
        stage: 'probe',
      },
    )
  }
  const version = checkVersion(answer?.version)
  if (version === held) return UNCHANGED
  const bytes = checkDownload(answer.bytes, 'downloadIfChanged', context)
  return { changed: true, version, size: bytes.byteLength, known: { version }, open: async () => bytes }
}

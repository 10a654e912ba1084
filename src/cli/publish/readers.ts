/** What the readers of a term believe, as its config says: a publication that they would refuse is refused here. @module */

import { plainly, TermError } from '../../base/errors.ts'
import type { Fetcher } from '../../fetch/fetcher.ts'
import type { PublishOptions, Sign } from '../../publish/index.ts'
import { readersTrust } from '../../published/index.ts'
import { isConfigIn } from '../../serve/config/index.ts'
import type { ResolvedTerm } from '../../term/resolve-options.ts'
import { CliError } from '../cli-error.ts'
import type { Call } from '../command.ts'
import { exitOf } from '../exit-codes.ts'
import { configAt, keepersOf } from '../terms/config-at.ts'

interface Publisher {
  readonly term: string
  readonly sign: Sign | undefined
  readonly signal: AbortSignal
}

/** Asks as the readers do who have this fetcher; `undefined` where they ask nobody. */
export function trustedBy(
  fetcher: Fetcher | undefined,
  { term, sign, signal }: Publisher,
): PublishOptions['trusted'] {
  const trust = fetcher && readersTrust(fetcher)
  if (trust === undefined) return undefined
  return async (envelope) => {
    try {
      await trust(envelope, { term, signal })
    } catch (thrown) {
      if (!(thrown instanceof TermError)) throw thrown
      const isUnsigned = sign === undefined && thrown.code === 'ERR_TERM_SIGNATURE'
      const why = isUnsigned ? 'the config has `verify`, and nobody would have signed it' : plainly(thrown)
      const next = isUnsigned
        ? '`--sign release.key` signs it, with the secret key of one that `verify` names'
        : '`--sign` takes the secret key of one that `verify` names'
      throw new CliError(exitOf(thrown), `readers would refuse the publication: ${why}`, next, thrown.code)
    }
  }
}

/** The term as its readers have it, where a config is named, or lies here and has it. */
export async function readersTerm(call: Call, term: string): Promise<ResolvedTerm | undefined> {
  if (call.given.text('config') === undefined && !isConfigIn(process.cwd())) return undefined
  const config = await configAt(call)
  return keepersOf(config).find(({ options }) => options.name === term)?.options
}

/** What a user says of the origins of `firstOf`: every default, every check. @module */

import { checkRecord } from '../../base/checks.ts'
import type { Duration } from '../../base/duration.ts'
import { durationOrRefuse, LONGEST_TIMER } from '../../base/duration-checks.ts'
import { fairDice, timeBy } from '../../base/reliable-numbers.ts'
import { unexpected } from '../../base/unexpected.ts'
import { fetcherHint, isFetcher } from '../contract/fetcher-option.ts'
import type { Fetcher } from '../fetcher.ts'

export interface FirstOfOptions {
  /**
   * How long to stay with a fallback before the first origin is asked first again; give or take a quarter, so that a
   * fleet doesn't return together. What counts is the first probe after it.
   *
   * @defaultValue `'5m'`
   */
  readonly returnAfter?: Duration | undefined
  /**
   * How long an origin may take to answer a probe before the next one is asked. The last one asked has what is left of
   * the attempt's deadline. A body has the limits of its own fetcher.
   *
   * @defaultValue `'10s'`
   */
  readonly patience?: Duration | undefined
  /** A clock that only goes forward, in ms; for tests. */
  readonly now?: (() => number) | undefined
  /** Uniform in [0, 1), for jitter; for tests. */
  readonly random?: (() => number) | undefined
}

export interface ResolvedFirstOf {
  /** The names of the origins, in their order; no two are the same. */
  readonly names: readonly string[]
  readonly fetchers: readonly Fetcher[]
  readonly returnAfterMs: number
  readonly patienceMs: number
  readonly now: () => number
  readonly random: () => number
}

const OF = 'firstOf'
const systemNow = () => performance.now()

/** @throws TypeError that names the option and the value seen */
export function resolveFirstOf(fetchers: readonly Fetcher[], options: FirstOfOptions): ResolvedFirstOf {
  checkFetchers(fetchers)
  const keys = ['returnAfter', 'patience', 'now', 'random'] satisfies (keyof FirstOfOptions)[]
  checkRecord(OF, 'options', options, keys)
  const { returnAfter = '5m', patience = '10s', now = systemNow, random = Math.random } = options
  if (typeof now !== 'function') throw unexpected(OF, 'now', 'a function', now)
  if (typeof random !== 'function') throw unexpected(OF, 'random', 'a function', random)
  return {
    names: namesOf(fetchers),
    fetchers: [...fetchers],
    returnAfterMs: durationOrRefuse(OF, 'returnAfter', returnAfter),
    patienceMs: durationOrRefuse(OF, 'patience', patience, LONGEST_TIMER),
    now: timeBy(now, systemNow),
    random: fairDice(random),
  }
}

function checkFetchers(fetchers: unknown): void {
  if (!Array.isArray(fetchers))
    throw new TypeError(
      `${OF}: expected \`fetchers\` to be an array, got ${typeof fetchers}: as \`firstOf([a, b])\``,
    )
  if (fetchers.length === 0)
    throw new TypeError(`${OF}: expected \`fetchers\` to have at least one fetcher, got an empty array`)
  for (const [index, fetcher] of fetchers.entries()) {
    if (isFetcher(fetcher)) continue
    // The value stays out of the message: it may be a URL, which may hold a secret.
    throw unexpected(
      OF,
      `fetchers[${index}]`,
      'an object with a `name` and a `probe` function',
      typeof fetcher,
      fetcherHint(fetcher),
    )
  }
}

/** The names of the fetchers; where two have the same, as two ways to one bucket may, the second gets a number. */
function namesOf(fetchers: readonly Fetcher[]): string[] {
  const seen = new Map<string, number>()
  return fetchers.map(({ name }) => {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name}#${count}`
  })
}

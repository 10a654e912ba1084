/** What a Standard Schema says of a value: whether that is an answer at all, and its issues in words. @module */

import type { StandardSchemaV1 } from '@standard-schema/spec'
import { toldWithout } from './reason.ts'

const MAX_PATHS = 5
const MAX_PATH_LENGTH = 80

export const NO_VERDICT = 'The schema answered with neither a value nor issues'

/** Is it a result? A schema that is made wrongly, and returns the value itself, would otherwise let anything pass. */
export function isVerdict(result: unknown): result is StandardSchemaV1.Result<unknown> {
  if (typeof result !== 'object' || result === null) return false
  const { issues } = result as { readonly issues?: unknown }
  return issues === undefined ? 'value' in result : Array.isArray(issues)
}

/** How many issues there are and where, and what the library says of the first, but for what it quotes of the value. */
export async function issuesWithout(
  given: unknown,
  issues: readonly StandardSchemaV1.Issue[],
): Promise<string> {
  const paths = [...new Set(issues.map(pathOf))]
  const shown = paths.slice(0, MAX_PATHS).join(', ')
  const more = paths.length > MAX_PATHS ? ', ...' : ''
  const first = await toldWithout(given, String(issues[0]?.message ?? ''))
  return `${issues.length} ${issues.length === 1 ? 'issue' : 'issues'} at ${shown}${more}${first ? `: ${first}` : ''}`
}

function pathOf({ path = [] }: StandardSchemaV1.Issue): string {
  const keys = path.map((segment) => String(typeof segment === 'object' ? segment.key : segment))
  return keys.length === 0 ? '(root)' : keys.join('.').slice(0, MAX_PATH_LENGTH)
}

/** Judges a value by a schema of any library that speaks Standard Schema v1 (Zod, Valibot, ArkType). @module */

import type { StandardSchemaV1 } from '@standard-schema/spec'
import { TermError } from '../base/errors.ts'
import { explainedWithout, toldWithout } from '../reasons/index.ts'

const MAX_PATHS = 5
const MAX_PATH_LENGTH = 80

/**
 * Returns what the schema makes of the value.
 *
 * @throws TermError `ERR_TERM_SCHEMA`, which tells how many faults there are and where, and what the library says of the
 * first, but for what it quotes of the value; the issues are its `cause`.
 */
export async function judgeSchema<S extends StandardSchemaV1>(
  schema: S,
  value: unknown,
): Promise<StandardSchemaV1.InferOutput<S>> {
  const result = await resultOf(schema, value)
  if (!isResult(result)) {
    const what = 'The schema answered with neither a value nor issues'
    throw new TermError('ERR_TERM_SCHEMA', what, { stage: 'validate' })
  }
  if (result.issues === undefined) return result.value as StandardSchemaV1.InferOutput<S>
  const { issues } = result
  throw new TermError('ERR_TERM_SCHEMA', await describe(issues, value), { stage: 'validate', cause: issues })
}

/** Is it a result? A schema that is made wrongly, and returns the value itself, would otherwise publish `undefined`. */
function isResult(result: unknown): result is StandardSchemaV1.Result<unknown> {
  if (typeof result !== 'object' || result === null) return false
  const { issues } = result as { readonly issues?: unknown }
  return issues === undefined ? 'value' in result : Array.isArray(issues)
}

async function resultOf(schema: StandardSchemaV1, value: unknown): Promise<StandardSchemaV1.Result<unknown>> {
  try {
    return await schema['~standard'].validate(value)
  } catch (thrown) {
    throw await explainedWithout(
      value,
      thrown,
      'ERR_TERM_SCHEMA',
      'The schema threw while it judged the value',
      { stage: 'validate' },
    )
  }
}

async function describe(issues: readonly StandardSchemaV1.Issue[], value: unknown): Promise<string> {
  const paths = [...new Set(issues.map(pathOf))]
  const shown = paths.slice(0, MAX_PATHS).join(', ')
  const more = paths.length > MAX_PATHS ? ', ...' : ''
  const first = await toldWithout(value, String(issues[0]?.message ?? ''))
  return `The value doesn't match its schema: ${issues.length} ${issues.length === 1 ? 'issue' : 'issues'} at ${shown}${more}${first ? `: ${first}` : ''}`
}

function pathOf({ path = [] }: StandardSchemaV1.Issue): string {
  const keys = path.map((segment) => String(typeof segment === 'object' ? segment.key : segment))
  return keys.length === 0 ? '(root)' : keys.join('.').slice(0, MAX_PATH_LENGTH)
}

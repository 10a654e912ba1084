/** Judges a value by a schema of any library that speaks Standard Schema v1 (Zod, Valibot, ArkType). @module */

import type { StandardSchemaV1 } from '@standard-schema/spec'
import { TermError } from '../base/errors.ts'
import { explainedWithout, issuesWithout, isVerdict, NO_VERDICT } from '../reasons/index.ts'

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
  if (!isVerdict(result)) throw new TermError('ERR_TERM_SCHEMA', NO_VERDICT, { stage: 'validate' })
  if (result.issues === undefined) return result.value as StandardSchemaV1.InferOutput<S>
  const { issues } = result
  const what = `The value doesn't match its schema: ${await issuesWithout(value, issues)}`
  throw new TermError('ERR_TERM_SCHEMA', what, { stage: 'validate', cause: issues })
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

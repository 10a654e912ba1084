/** Does `everterm types`: gets a payload once, and writes down what it holds. @module */

import { inspect } from 'node:util'
import { sizeInWords } from '../../serve/words/size.ts'
import { checkTypesOptions, typesOf } from '../../shape/index.ts'
import { asUsage } from '../cli-error.ts'
import type { Call, RunCommand } from '../command.ts'
import { flagsIn } from '../in-flags.ts'
import { type ReadAs, readingGiven } from '../terms/decoder-flags.ts'
import { refreshOnce } from '../terms/one-refresh.ts'
import { checkSink, pour } from '../terms/sink.ts'
import { addressTyped, subjectOf } from '../terms/subject.ts'
import { recordCount } from '../words/record-count.ts'

export const runTypes: RunCommand = async (call) => {
  const { given, terminal, signal } = call
  const row = given.text('row')
  // A wrong name is told before anything is fetched.
  asUsage(() => checkTypesOptions({ record: row }), flagsIn(given))
  const options = await subjectOf(call, 'types')
  const out = given.text('out')
  await checkSink(out)
  const { term, updated, failure } = await refreshOnce(options, { signal })
  if (failure !== undefined) throw failure.error
  const value = term.get()
  const reading = readingOf(call)
  const types = told(reading, row) + (await typesOf(value, { record: row }))
  const records = recordCount(value)
  if (out !== undefined || !terminal.isJson) await pour([types], out ?? '-', terminal)
  if (terminal.isJson && out !== '-')
    await terminal.json({ name: options.name, version: updated?.to, records, types })
  if (reading?.options.types === 'infer')
    terminal.say(
      "its columns have the types that their values tell: for a term they are text, unless `types: 'infer'` is said there",
    )
  terminal.say(
    [
      sizeInWords(updated?.bytes ?? 0),
      ...(records === undefined ? [] : [`${records} records`]),
      `version ${updated?.to}`,
      ...(out === undefined || out === '-' ? [] : [`written to ${out}`]),
    ].join(' · '),
  )
  return 'ok'
}

/** How CSV is read; `undefined` where what is read isn't, or a config says it. */
function readingOf(call: Call): ReadAs | undefined {
  const named = addressTyped(call)
  if (named === undefined) return undefined
  const reading = readingGiven(call.given, named, 'types')
  return reading.format === 'csv' || reading.format === 'tsv' ? reading : undefined
}

/** Columns of CSV are text for a term that doesn't say otherwise: a line tells which options the types are true of. */
function told(reading: ReadAs | undefined, row = 'Row'): string {
  if (reading === undefined) return ''
  const { format } = reading
  const { ranges, types, ...others } = reading.options
  const maker = ranges ? 'ranges' : others.key === undefined ? 'rows' : 'table'
  // No types at all are those of texts.
  const its = Object.keys(types ?? {}).length === 0 ? {} : { types }
  const said = inspect({ format, ...its, ...others, ...ranges }, { breakLength: Infinity, depth: null })
  return `// This is true of ${maker}<${row}>(${said.replaceAll(/[\u2028\u2029]/g, '?')})\n`
}

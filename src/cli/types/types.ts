/** Does `everterm types`: gets a payload once, and writes down what it holds. @module */

import { inspect } from 'node:util'
import { sizeInWords } from '../../serve/words/size.ts'
import { checkTypesOptions, typesOf } from '../../shape/index.ts'
import { isAddress } from '../address.ts'
import { asUsage } from '../cli-error.ts'
import type { Call, RunCommand } from '../command.ts'
import { readingGiven } from '../terms/decoder-flags.ts'
import { refreshOnce } from '../terms/one-refresh.ts'
import { pour } from '../terms/sink.ts'
import { subjectOf } from '../terms/subject.ts'
import { recordCount } from '../words/record-count.ts'

export const runTypes: RunCommand = async (call) => {
  const { given, terminal, signal } = call
  const row = given.text('row')
  // A wrong name is told before anything is fetched.
  asUsage(() => checkTypesOptions({ record: row }))
  const options = await subjectOf(call)
  const { term, updated, failure } = await refreshOnce(options, { signal })
  if (failure !== undefined) throw failure.error
  const value = term.get()
  const types = readingOf(call) + (await typesOf(value, { record: row }))
  const records = recordCount(value)
  const out = given.text('out')
  if (out !== undefined || !terminal.isJson) await pour([types], out ?? '-', terminal)
  if (terminal.isJson && out !== '-')
    await terminal.json({ name: options.name, version: updated?.to, records, types })
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

/** Columns of CSV are text for a term that doesn't say otherwise: a line tells which options the types are true of. */
function readingOf({ operands: [named = ''], given }: Call): string {
  if (!isAddress(named)) return ''
  const { format, options } = readingGiven(given, named, true)
  if (format !== 'csv' && format !== 'tsv') return ''
  const { ranges, ...others } = options
  const maker = ranges ? 'ranges' : options.key === undefined ? 'rows' : 'table'
  const said = inspect({ format, ...others, ...ranges }, { breakLength: Infinity, depth: null })
  return `// This is true of ${maker}<${given.text('row') ?? 'Row'}>(${said.replaceAll(/[\u2028\u2029]/g, '?')})\n`
}

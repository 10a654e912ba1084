/** One document, in all the forms in which a table may be made of it, against the oracle. @module */

import type { Outcome } from './check.ts'
import { Difference, equal } from './compare/difference.ts'
import { compareMisfit, compareRefusal, shapeOf } from './compare/refusal.ts'
import { type AnyTable, compareTable } from './compare/table.ts'
import type { Document } from './generate/documents.ts'
import { type Duplicates, type Row, readingOf } from './oracle/oracle.ts'
import { type Cuts, cutsOf, pieces } from './pieces.ts'
import type { Random } from './random.ts'
import type { Subject } from './subjects/subject.ts'

type Attempt = { readonly table: AnyTable; readonly memo?: unknown } | { readonly thrown: unknown }

interface Form {
  readonly duplicates: Duplicates
  readonly columns?: boolean
  readonly memo?: unknown
  readonly cuts: Cuts
}

const nameOf = ({ duplicates, columns, memo, cuts }: Form): string =>
  `[duplicates: ${duplicates}, columns: ${columns}${memo === undefined ? '' : ', after another document'}, pieces of ${cuts.slice(0, 4).join(', ')}${cuts.length > 4 ? '…' : ''}]`

function attempt(
  subject: Subject,
  { key, bytes }: Document,
  { duplicates, columns, memo, cuts }: Form,
): Promise<Attempt> {
  const options = {
    duplicates,
    ...(key === undefined ? {} : { key }),
    ...(columns === undefined ? {} : { columns }),
    ...(memo === undefined ? {} : { memo }),
  }
  return subject(() => pieces(bytes, cuts), options).catch((thrown: unknown) => ({ thrown }))
}

const agrees = (rows: ReadonlyMap<string, Row>, result: Attempt, random: Random): AnyTable => {
  if ('thrown' in result) throw new Difference('acceptance', 'a table', String(result.thrown))
  compareTable(result.table, rows, random)
  return result.table
}

const refuses = (reason: string, result: Attempt, length: number): string => {
  if ('table' in result) throw new Difference('acceptance', `refused (${reason})`, 'a table')
  return compareRefusal(result.thrown, length).message
}

/** @throws Difference naming the form */
async function inForm<R>(
  subject: Subject,
  document: Document,
  form: Form,
  hold: (result: Attempt) => R,
): Promise<R> {
  const result = await attempt(subject, document, form)
  try {
    return hold(result)
  } catch (error) {
    if (error instanceof Difference) error.message = `${nameOf(form)} ${error.message}`
    throw error
  }
}

async function refused(
  subject: Subject,
  document: Document,
  reason: string,
  forms: readonly Form[],
): Promise<Outcome> {
  const messages: string[] = []
  for (const form of forms) {
    messages.push(
      await inForm(subject, document, form, (result) => refuses(reason, result, document.bytes.length)),
    )
  }
  const [first] = messages
  for (const message of messages) equal('the message of another form', first, message)
  return { isAccepted: false, hasColumns: false, message: shapeOf(first ?? '', document.key) }
}

type Rows = ReadonlyMap<string, Row>

async function accepted(
  subject: Subject,
  document: Document,
  rows: Rows,
  random: Random,
  forms: readonly Form[],
): Promise<Outcome> {
  const [asDocument, byItself, asColumns] = forms as [Form, Form, Form]
  const hold = (form: Form, then: (result: Attempt) => AnyTable) => inForm(subject, document, form, then)
  await hold(asDocument, (result) => {
    const table = agrees(rows, result, random)
    equal('kind', 'document', table.kind)
    return table
  })
  let memo: unknown
  const { kind } = await hold(byItself, (result) => {
    if ('table' in result) memo = result.memo
    return agrees(rows, result, random)
  })
  // This form is mostly like the one before, so it isn't compared each time.
  const hasColumns = kind === 'columns'
  if (!random.chance(hasColumns ? 0.5 : 0.2)) return { isAccepted: true, hasColumns, memo }
  await inForm(subject, document, asColumns, (result) => {
    if ('thrown' in result) {
      compareMisfit(result.thrown)
      // A memo of an earlier document may say not to try, or have room for more.
      if (byItself.memo === undefined) equal('whether columns fit', 'document', kind)
    } else equal('kind', 'columns', agrees(rows, result, random).kind)
  })
  return { isAccepted: true, hasColumns, memo }
}

async function memoOfBefore(subject: Subject, { key, before }: Document): Promise<unknown> {
  if (before === undefined) return undefined
  const result = await attempt(subject, { key, bytes: before }, { duplicates: 'last', cuts: [before.length] })
  return 'table' in result ? result.memo : undefined
}

/**
 * Builds tables of the document as a whole and in pieces, kept and as columns, and with what an earlier document left.
 *
 * @throws Difference
 */
export async function checkTable(
  subject: Subject,
  document: Document,
  random: Random,
  memo: unknown,
): Promise<Outcome> {
  const duplicates = random.pick(['refuse', 'last', 'first'] as const)
  const reading = readingOf(document.bytes, document.key, duplicates)
  const cuts = () => cutsOf(random, document.bytes.length)
  const known = random.chance(0.7) ? await memoOfBefore(subject, document) : undefined
  const left = known ?? (random.chance(0.3) ? memo : undefined)
  const forms: Form[] = [
    { duplicates, columns: false, cuts: cuts() },
    { duplicates, cuts: cuts(), ...(left === undefined ? {} : { memo: left }) },
    { duplicates, columns: true, cuts: cuts() },
  ]
  if ('refused' in reading) return refused(subject, document, reading.refused, forms.slice(0, 2))
  return accepted(subject, document, reading.rows, random, forms)
}

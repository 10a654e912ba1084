/**
 * Makes the columns of a version of those before, and of what has changed. What is the same is shared, and nothing of the version
 * before is written to.
 *
 * @module
 */

import type {
  BooleanNode,
  ColumnNode,
  ListNode,
  MapNode,
  NumberNode,
  ObjectNode,
  TextsNode,
} from '../format/columns.ts'
import { fieldOrdersWith } from './field-orders.ts'
import { absentWith, bitsWith, countsWith, numbersWith } from './leaves.ts'
import type { ColumnOutline, OutlineOf } from './outline.ts'
import type { Patching } from './patching.ts'
import { itemsLevel, type RowsLevel } from './rows-level.ts'
import { codeBefore, hasText, textsWith } from './texts-changes.ts'

/** @param meant - the column of the version after, where the delta is being made */
export function columnWith(
  before: ColumnNode,
  outline: ColumnOutline,
  level: RowsLevel,
  patching: Patching,
  meant?: ColumnNode,
): ColumnNode {
  if (before.kind !== outline.kind) throw new Error('The columns are of other kinds than before')
  const absent = outline.absent ? absentWith(before.absent, level, patching, meant?.absent) : undefined
  const made = valuesWith({ before, outline, level, patching, meant, absent } as Step)
  return absent === undefined ? made : { ...made, absent }
}

interface Step<Node extends ColumnNode = ColumnNode> {
  readonly before: Node
  readonly outline: ColumnOutline
  readonly level: RowsLevel
  readonly patching: Patching
  readonly meant: Node | undefined
  readonly absent: NonNullable<ColumnNode['absent']> | undefined
}

type Of<Kind extends ColumnOutline['kind'], Node extends ColumnNode> = Step<Node> & {
  readonly outline: OutlineOf<Kind>
}

function valuesWith(step: Step): ColumnNode {
  switch (step.outline.kind) {
    case 'key':
    case 'null':
      return { kind: step.outline.kind }
    case 'number':
      return numberWith(step as Of<'number', NumberNode>)
    case 'boolean': {
      const { before, level, patching, meant } = step as Of<'boolean', BooleanNode>
      return { kind: 'boolean', bits: bitsWith(before, level, patching, meant) }
    }
    case 'string':
      return { kind: 'string', ...textsOf(step as Of<'string', TextsNode & ColumnNode>) }
    case 'json': {
      const made = textsOf(step as Of<'json', TextsNode & ColumnNode>)
      return { kind: 'json', why: step.outline.why, ...made }
    }
    case 'list':
      return listWith(step as Of<'list', ListNode>)
    case 'map':
      return mapWith(step as Of<'map', MapNode>)
    case 'object':
      return objectWith(step as Of<'object', ObjectNode>)
  }
}

function numberWith({ before, outline, level, patching, meant }: Of<'number', NumberNode>): NumberNode {
  const { divisor } = outline
  const values = numbersWith(before, outline, level, patching, meant)
  return divisor === 1 ? { kind: 'number', values } : { kind: 'number', values, divisor }
}

type TextsStep = Pick<Step, 'level' | 'patching' | 'absent'> & {
  readonly before: TextsNode
  readonly outline: Pick<OutlineOf<'string'>, 'type' | 'ascii'>
  readonly meant: TextsNode | undefined
}

function textsOf({ before, outline, level, patching, meant, absent }: TextsStep) {
  const there = (row: number) => hasText(level, absent, row)
  const patched = patching.texts(
    (row) => codeBefore(before, level, row),
    level,
    meant && { before, after: meant, hasText: there },
  )
  const isSame = patched.rows.length === 0 && level.from === undefined && level.blank === undefined
  if (isSame && absent === before.absent) {
    const { codes, offsets, bytes } = before
    return { codes, offsets, bytes, ascii: outline.ascii }
  }
  return textsWith(before, { ...patched, level, absent }, outline)
}

function listWith(step: Of<'list', ListNode>): ListNode {
  const { before, outline, patching, meant } = step
  const offsets = offsetsWith(step)
  const level = itemsLevel(step.level, before.offsets, offsets)
  return { kind: 'list', item: columnWith(before.item, outline.item, level, patching, meant?.item), offsets }
}

function mapWith(step: Of<'map', MapNode>): MapNode {
  const { before, outline, patching, meant } = step
  const offsets = offsetsWith(step)
  const level = itemsLevel(step.level, before.offsets, offsets)
  const of = { level, patching, absent: undefined }
  const names = textsOf({ ...of, before: before.names, outline: outline.names, meant: meant?.names })
  const value = columnWith(before.value, outline.value, level, patching, meant?.value)
  return { kind: 'map', why: outline.why, names: { kind: 'string', ...names }, value, offsets }
}

const offsetsWith = ({
  before,
  outline,
  level,
  patching,
  meant,
}: Of<'list', ListNode> | Of<'map', MapNode>): ListNode['offsets'] =>
  outline.even >= 0 ? outline.even : countsWith(before.offsets, level, patching, meant?.offsets)

function objectWith({
  before,
  outline,
  level,
  patching,
  meant,
  absent,
}: Of<'object', ObjectNode>): ObjectNode {
  const orders =
    outline.orders && fieldOrdersWith(before.orders, outline.orders, level, patching, meant?.orders)
  const inner = { ...level, blank: blankWith(level.blank, absent) }
  const fields = outline.fields.map(({ name, node }) => {
    const isNamed = (field: { readonly name: string }) => field.name === name
    const old = before.fields.find(isNamed)
    if (old === undefined) throw new Error('The records have a field that they had not before')
    return { name, node: columnWith(old.node, node, inner, patching, meant?.fields.find(isNamed)?.node) }
  })
  return { kind: 'object', fields, ...(orders && { orders }) }
}

/** A row without the object has nothing of what is in it. */
function blankWith(blank: Uint8Array | undefined, absent: Uint8Array | undefined): Uint8Array | undefined {
  if (blank === undefined || absent === undefined) return blank ?? absent
  return blank.map((isBlank, row) => isBlank | (absent[row] as number))
}

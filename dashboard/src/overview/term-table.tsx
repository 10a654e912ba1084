/** The terms as rows, below a mark for each of them where there are many. @module */

import { names as allNames } from '../store/tree.ts'
import { Mosaic } from './mosaic.tsx'
import { TermRow } from './term-row.tsx'

interface Props {
  readonly names: readonly string[]
  /** How many rows are taken for seen until the browser has looked. */
  readonly early: number
}

/** With fewer terms than these, the rows are the picture. */
const MANY = 24

/** The columns, by the classes that give them their widths. */
const COLUMNS = [
  { id: 'sign', title: '' },
  { id: 'name', title: 'term' },
  { id: 'get', title: 'readers get' },
  { id: 'is', title: 'state' },
  { id: 'attempt', title: 'attempt' },
  { id: 'old', title: 'age of limit' },
  { id: 'next', title: 'next', isNumber: true },
  { id: 'fails', title: 'fails', isNumber: true },
  { id: 'error', title: 'error' },
  { id: 'version', title: 'version' },
  { id: 'size', title: 'size', isNumber: true },
  { id: 'last', title: 'last 24' },
  { id: 'median', title: 'p50', isNumber: true },
] as const

export const TermTable = ({ names, early }: Props) => (
  <section class="panel terms">
    {allNames.value.length > MANY ? <Mosaic /> : null}
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
    <section class="table-box" tabIndex={0} aria-label="Terms">
      <table>
        <caption class="unseen">Terms in the order of the tree</caption>
        <colgroup>
          {COLUMNS.map(({ id }) => (
            <col key={id} class={`w-${id}`} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column.id} scope="col" class={'isNumber' in column ? 'num' : undefined}>
                {column.title === '' ? <span class="unseen">readers</span> : column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name, index) => (
            <TermRow key={name} name={name} early={index < early} />
          ))}
        </tbody>
      </table>
    </section>
  </section>
)

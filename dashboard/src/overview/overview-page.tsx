/** All terms: what readers get of them first, then why. @module */

import { view } from '../store/choices.ts'
import { names } from '../store/tree.ts'
import { Levers } from './levers.tsx'
import { Supervision } from './supervision.tsx'
import { TermList } from './term-list.tsx'
import { Tools } from './tools.tsx'
import { VerdictLine } from './verdict-line.tsx'

export function OverviewPage() {
  const isEmpty = names.value.length === 0
  return (
    <>
      <VerdictLine />
      <Levers />
      {isEmpty ? null : <Tools />}
      <div class={view.value === 'table' ? 'columns stacked' : 'columns'}>
        <TermList />
        <Supervision />
      </div>
    </>
  )
}

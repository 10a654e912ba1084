/** What may be asked of the process about a term as a whole, and what came of the last such request. @module */

import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import { ActionButton, WhyNot } from '../parts/action-button.tsx'
import { tell, told } from './told.ts'

export const Actions = ({ facts: { name, pinned } }: { readonly facts: TermFacts }) => (
  <div class="term-actions">
    <div>
      <ActionButton icon="refresh" class="first" onClick={() => void tell(name, 'refresh')}>
        Refresh now
      </ActionButton>
      {pinned === undefined ? (
        <ActionButton icon="pinned" onClick={() => void tell(name, 'pin')}>
          Pin version
        </ActionButton>
      ) : (
        <ActionButton icon="pinned" onClick={() => void tell(name, 'unpin')}>
          Unpin
        </ActionButton>
      )}
      <ActionButton icon="undo" onClick={() => void tell(name, 'rollback')}>
        Roll back
      </ActionButton>
    </div>
    <WhyNot />
    <Outcome name={name} />
  </div>
)

function Outcome({ name }: { readonly name: string }) {
  const last = told.value
  const mine = last?.term === name ? last : undefined
  return (
    <p class={mine?.good === false ? 'told retry' : 'told'} role="status">
      {mine?.words}
    </p>
  )
}

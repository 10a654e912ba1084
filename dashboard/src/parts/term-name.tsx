/** The name of a term behind that of its group, as a link to its page. @module */

import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import { termLink } from '../store/route.ts'

export const TermName = ({ group, name }: Pick<TermFacts, 'group' | 'name'>) => (
  <a href={termLink(name)}>
    {group === '' ? null : <span class="group">{group}/</span>}
    {name}
  </a>
)

/** An icon; it says nothing to those who listen, since a word stands beside it. @module */

import { type IconName, signOf } from '../words/icons.ts'

export function Icon({
  name,
  class: more,
}: {
  readonly name: IconName
  readonly class?: string | undefined
}) {
  const { line, solid, cut } = signOf(name)
  return (
    <svg class={more === undefined ? 'icon' : `icon ${more}`} viewBox="0 0 16 16" aria-hidden="true">
      {solid === undefined ? null : <path class="solid" d={solid} />}
      {line === undefined ? null : <path d={line} />}
      {cut === undefined ? null : <path class="cut" d={cut} />}
    </svg>
  )
}

/** A box with a title. @module */

import type { ComponentChildren } from 'preact'

interface Props {
  readonly title: string
  /** What stands at the right of the title. */
  readonly aside?: ComponentChildren
  readonly class?: string
  readonly children: ComponentChildren
}

export const Panel = ({ title, aside, class: more, children }: Props) => (
  <section class={more === undefined ? 'panel' : `panel ${more}`} aria-label={title}>
    <header>
      <h2>{title}</h2>
      <span class="grow" />
      {aside}
    </header>
    {children}
  </section>
)

/** A table that may be wider than its place: it scrolls by itself, also by the keyboard. @module */

import type { ComponentChildren } from 'preact'

export const WideTable = ({
  label,
  children,
}: {
  readonly label: string
  readonly children: ComponentChildren
}) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard.
  <section class="wide-table" aria-label={label} tabIndex={0}>
    {children}
  </section>
)

/** A button that stays where it is when it can't be used, and is described by the reason. @module */

import type { ComponentChildren } from 'preact'
import { whyNot } from '../store/actions.ts'
import type { IconName } from '../words/icons.ts'
import { Icon } from './icon.tsx'

interface Props {
  readonly icon?: IconName
  readonly class?: string
  readonly onClick: () => void
  readonly children: ComponentChildren
}

/** The id of the place where `WhyNot` stands. */
const REASON = 'why-not'

export function ActionButton({ icon, class: more = '', onClick, children }: Props) {
  const off = whyNot.value !== undefined
  return (
    <button
      type="button"
      class={`button ${more}`}
      aria-disabled={off ? 'true' : undefined}
      aria-describedby={off ? REASON : undefined}
      onClick={off ? undefined : onClick}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </button>
  )
}

/** Why the buttons can't be used; empty where they can. */
export function WhyNot() {
  const reason = whyNot.value
  return (
    <p class="why-not" id={REASON}>
      {reason === undefined ? null : <Icon name={reason.startsWith('No') ? 'plug' : 'lock'} />}
      {reason}
    </p>
  )
}

/** A field in which one types what one looks for. @module */

import type { RefObject } from 'preact'
import { Icon } from './icon.tsx'

interface Props {
  readonly label: string
  readonly value: string
  readonly onInput: (text: string) => void
  /** The key that leads here. */
  readonly hotkey?: string
  readonly field?: RefObject<HTMLInputElement | null>
}

export const SearchBox = ({ label, value, onInput, hotkey, field }: Props) => (
  <label class="search">
    <span class="unseen">{label}</span>
    <Icon name="find" />
    <input
      type="search"
      ref={field ?? null}
      placeholder={label}
      value={value}
      onInput={({ currentTarget }) => onInput(currentTarget.value)}
    />
    {hotkey === undefined ? null : <kbd class="wide-only">{hotkey}</kbd>}
  </label>
)

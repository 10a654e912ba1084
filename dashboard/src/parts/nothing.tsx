/** What stands where there is nothing to show, and why. @module */

import type { ComponentChildren } from 'preact'
import type { IconName } from '../words/icons.ts'
import { Icon } from './icon.tsx'

interface Props {
  readonly icon: IconName
  readonly title: string
  readonly words: string
  readonly children?: ComponentChildren
}

export const Nothing = ({ icon, title, words, children }: Props) => (
  <section class="panel nothing">
    <Icon name={icon} />
    <h2>{title}</h2>
    <p>{words}</p>
    {children}
  </section>
)

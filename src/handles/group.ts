/** Makes a group: children under a supervisor of their own, within a tree. @module */

import {
  asChild,
  type Child,
  type Children,
  checkChildren,
  type GroupOptions,
  resolveGroup,
} from '../tree/index.ts'

/** A group of children under a supervisor of their own. */
export interface Group extends Child {
  readonly kind: 'group'
}

/**
 * Puts children under a supervisor of their own, with its own strategy and intensity: `supervise({ prices, lists: group({
 * spam, malware }) })`. A group that gives up counts as a crash for the supervisor above.
 *
 * @throws TypeError that names the option and the value seen
 */
export function group(children: Children, options: GroupOptions = {}): Group {
  return asChild(
    { kind: 'group' },
    {
      kind: 'group',
      children: checkChildren('group', children),
      options: resolveGroup(options),
      incarnations: 0,
    },
  )
}

/** The transitions of a machine and of a Mermaid diagram, in the same words. @module */

import type { AnyStateMachine, AnyStateNode } from 'xstate'

/** `idle --due [isFresh]--> probing`; a transition that stays has no target. */
type Arrow = string

const arrow = (source: string, trigger: string, target = ''): Arrow => `${source} --${trigger}--> ${target}`

/** The transitions as XState holds them, one for each event. */
export function transitionsOf({ root }: AnyStateMachine): Arrow[] {
  const nodes = [root, ...Object.values(root.states)]
  return nodes.flatMap((node) =>
    [...node.transitions.values()].flat().map(({ eventType, guard, target }) => {
      const name = typeof guard === 'object' ? guard.type : guard
      const condition = name === undefined ? '' : ` [${name}]`
      return arrow(node.key, `${eventName(eventType, node)}${condition}`, target?.[0]?.key)
    }),
  )
}

function eventName(type: string, node: AnyStateNode): string {
  const invoked = node.invoke.find(({ id }) => type.endsWith(`.actor.${id}`))
  const [, how, rest] = type.match(/^xstate\.(done|error)\.actor\.(.*)$/) ?? []
  return how === undefined ? type : `${how} ${invoked === undefined ? rest : String(invoked.src)}`
}

/** The transitions as the diagram shows them; a line for several events stands for one transition of each. */
export function arrowsIn(mermaid: string): Arrow[] {
  return mermaid.split('\n').flatMap((line) => {
    const [, title, root] = /^ *state "(.*)" as (\w+) \{$/.exec(line) ?? []
    if (root !== undefined)
      return title?.includes(' any state') ? staying(root, title.replace(/.* in any state /, '')) : []
    const [, source, target, label] = /^ *(\w+) --> (\w+) : (.*)$/.exec(line) ?? []
    if (source !== undefined)
      return (label ?? '').split('<br/>').flatMap((step) => each(source, step, target))
    const [, state, inside] = /^ *(\w+) : (.*)$/.exec(line) ?? []
    return state === undefined || inside === undefined ? [] : staying(state, inside)
  })
}

/** The steps among what is written into a state: they tell what is done, or that nothing is. */
function staying(state: string, line: string): Arrow[] {
  const [, trigger] = /^(?!entry |exit )(.*?) (?:\/ .*|ignored)$/.exec(line) ?? []
  return trigger === undefined ? [] : each(state, trigger, undefined)
}

function each(source: string, step: string, target: string | undefined): Arrow[] {
  const [, events = '', guard = ''] = /^(.*?)( \[\w+\])?$/.exec(step) ?? []
  return events.split(', ').map((event) => arrow(source, `${event}${guard}`, target))
}

/** In which order the fields of objects can stand, when not every object has them all. @module */

/** A field, and those that followed it in some object, each with the number of the record in which that was first so. */
export interface Followed<F> {
  readonly after: Map<F, number>
}

/**
 * All the fields in an order that agrees with the records up to `most`, as far as possible the given one; `undefined` where
 * there is none. Linear: depth first, and what is done with goes to the front.
 */
export function inOrder<F extends Followed<F>>(fields: readonly F[], most: number): F[] | undefined {
  const done: F[] = []
  const state = new Map<F, 'open' | 'done'>()
  const visit = (field: F): boolean => {
    const is = state.get(field)
    if (is !== undefined) return is === 'done'
    state.set(field, 'open')
    for (const [next, since] of field.after) if (since <= most && !visit(next)) return false
    state.set(field, 'done')
    return done.push(field) > 0
  }
  return fields.toReversed().every(visit) ? done.reverse() : undefined
}

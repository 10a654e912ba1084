/** Finds an order for the fields of objects, when not every object has them all. @module */

/** A field, with those that followed it in some object, and the number of the record in which they first did. */
export interface Followed<F> {
  readonly after: Map<F, number>
}

/**
 * All fields in an order that agrees with the records up to number `most`, and is as far as possible the given one;
 * `undefined` where there is none. It goes depth first, and puts what is done with to the front, in linear time.
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

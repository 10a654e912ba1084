/** Lets thousands of objects share their methods. @module */

/** Gives an object methods by its prototype, which all of its kind have in common: a field for each costs each of them memory. */
export const withMethods = <Fields extends object, Methods extends object>(
  fields: Fields,
  methods: Methods,
): Fields & Methods => Object.setPrototypeOf(fields, methods)

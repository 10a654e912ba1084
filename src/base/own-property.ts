/** Properties that come from data: their names may be anything. @module */

const OWN = { writable: true, enumerable: true, configurable: true }

/** Sets a property of the object's own, as `JSON.parse` and `structuredClone` do. */
export function setOwn(object: Record<string, unknown>, name: string, value: unknown): void {
  // `__proto__` is a setter, and a frozen prototype refuses assignment.
  if (name in Object.prototype) Object.defineProperty(object, name, { ...OWN, value })
  else object[name] = value
}

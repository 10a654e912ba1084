/** Keeps the last so many of what comes, and lets go of the oldest. @module */

export interface Ring<T> {
  push(item: T): void
  /** The last of them, at most so many; the oldest first. */
  last(count?: number): readonly T[]
}

export function ring<T>(size: number): Ring<T> {
  const items: T[] = []
  let next = 0
  return {
    push(item) {
      items[next] = item
      next = (next + 1) % size
    },
    last: (count = size) => {
      const all = [...items.slice(next), ...items.slice(0, next)]
      return count >= all.length ? all : all.slice(all.length - count)
    },
  }
}

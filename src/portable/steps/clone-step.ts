/** How a value is told in parts: its large containers are opened, and what is in them comes a few members at a time. @module */

export type ContainerKind = 'array' | 'object' | 'map' | 'set'

export type CloneStep =
  /** A new container, held by the one that is open. */
  | { readonly do: 'open'; readonly kind: ContainerKind; readonly key: unknown }
  /** Whole members of the container that is open; names or keys of an object or a map alternate with values. */
  | { readonly do: 'add'; readonly members: readonly unknown[] }
  /** A container that was opened before, by its number. */
  | { readonly do: 'again'; readonly key: unknown; readonly container: number }
  | { readonly do: 'close' }

/** Tells a wrapper from a table by its first members: the door of this folder. @module */

export { type Outline, outlineFrom } from './outline.ts'
export { MOST_IN_WRAPPER, type OuterMembers, wrapperPath } from './wrapper-path.ts'

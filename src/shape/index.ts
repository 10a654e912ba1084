/** What a value is made of, as types of TypeScript. @module */

export { checkTypesOptions, type TypesOptions, typesOf } from './types-of.ts'

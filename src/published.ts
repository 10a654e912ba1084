/** everterm/published: fetches what `everterm publish` has put into a store, or a folder. @module */

export { type PublishedOptions, published } from './published/published.ts'

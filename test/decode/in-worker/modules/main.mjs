/** A module for `inWorker` with a default export. @module */

export const decode = () => 'not this one'

// biome-ignore lint/style/noDefaultExport: it is what such a module has
export default () => 'this one'

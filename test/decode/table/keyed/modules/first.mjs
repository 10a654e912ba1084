/** A module that makes a key of whatever has a field. @module */

// biome-ignore lint/style/noDefaultExport: it is what such a module has
export default (row) => Object.keys(row)[0]

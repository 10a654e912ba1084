/** A module whose keys are the field `id`, as `key: 'id'` has it. @module */

// biome-ignore lint/style/noDefaultExport: it is what such a module has
export default (row) => row.id

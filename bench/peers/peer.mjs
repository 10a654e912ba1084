/** A peer by its name. It is looked for from here, where the bench installs them. @module */

export const peer = (name) => import(name)

/** Loads a peer by its name, from this folder, where the bench installs peers. @module */

export const peer = (name) => import(name)

/** Loads a database, or a file of a set of data, from this folder, where the bench installs both. @module */

import { fileURLToPath } from 'node:url'

export const peer = (name) => import(name)

export const fileOf = (path) => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url))

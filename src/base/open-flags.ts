/** The flags by which files are opened for reading: nobody is waited for, and links are followed or not. @module */

import { constants } from 'node:fs'

/** No link is followed: what others may write to a folder leads nowhere else. Windows knows no such flag. */
export const NO_LINK = constants.O_NOFOLLOW ?? 0

/** Without O_NONBLOCK the opening of a pipe waits for a writer, in one of the few threads that Node has for files. */
export const OPEN = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/** For files that we have written ourselves. */
export const OPEN_OWN = OPEN | NO_LINK

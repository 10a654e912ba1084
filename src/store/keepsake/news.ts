/** What a keepsake tells: frozen plain facts, without a payload, and without the path of the user's folder. @module */

/** Why something on disk is passed over. */
export type Ignored =
  /** The folder belongs to another user, or others may write to it, or it is no folder. */
  | 'folder-of-others'
  | 'folder-open-to-others'
  | 'no-folder'
  /** A link, a pipe, a folder: anything but a regular file. */
  | 'no-regular-file'
  | 'open-to-others'
  /** It has no header of a keepsake, or one of another format, or of another name. */
  | 'no-keepsake'
  | 'other-format'
  | 'other-term'
  | 'damaged-header'
  /** It is shorter or longer than its header says, or its bytes aren't those of its digest. */
  | 'cut'
  | 'too-long'
  | 'damaged'
  /** It is larger than what may be read. */
  | 'too-large'
  /** Another process has removed it meanwhile. */
  | 'gone'
  /** The system can't read it, which `errno` says more of; or not in time. */
  | 'unreadable'
  | 'too-slow'

/** What of a keepsake a piece of news is about. */
export type KeptThing = 'generation' | 'notes'

export type KeepsakeNews =
  | {
      readonly type: 'written'
      readonly part: KeptThing
      /** The digest of a generation. */
      readonly digest: string | undefined
      readonly bytes: number
      /** How long it took, in ms, since it was its turn. */
      readonly ms: number
      /** How many tries before it failed. */
      readonly failures: number
    }
  | {
      /** Told once of each kind of failure, until a write succeeds. */
      readonly type: 'failed'
      readonly part: KeptThing
      /** What the system calls it, such as `ENOSPC`; or why the folder isn't used, or what is written is refused. */
      readonly reason: string
      /** When it is tried again, in ms; `undefined` if it isn't, or if it still goes on. */
      readonly retryInMs: number | undefined
    }
  | {
      readonly type: 'ignored'
      /** The name of the file within the keepsake; `undefined` of the folder itself. */
      readonly file: string | undefined
      readonly reason: Ignored
      /** What the system calls it, where it refused. */
      readonly errno: string | undefined
    }
  /** Files that processes which died had left unfinished were removed. */
  | { readonly type: 'swept'; readonly files: number }

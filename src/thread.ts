/** everterm/thread: what a thread that decodes runs. In a bundle, `workers.entry` names a module that imports it. @module */

import './decode/workers/thread-main.ts'

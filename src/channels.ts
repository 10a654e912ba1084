/** everterm/channels: events on `node:diagnostics_channel`. @module */

export { CHANNELS, channels } from './observe/channels.ts'

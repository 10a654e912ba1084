/** The colours of the drawings, in the light and in the dark. @module */

// @ts-check

const LIGHT = {
  panel: '#ffffff',
  rim: '#dfe3e8',
  ink: '#12161c',
  muted: '#5a6472',
  sunk: '#f3f5f8',
  edge: '#b4bcc7',
  line: '#8b95a3',
  work: '#155fb5',
  'work-tint': '#eaf2fc',
  'work-edge': '#7fade2',
  failure: '#8a4b00',
  'failure-tint': '#fdf2e0',
  'failure-edge': '#c27a1c',
  inverse: '#1b2431',
  'on-inverse': '#ffffff',
}

/** @typedef {keyof typeof LIGHT} Token */

/** @type {Readonly<Record<Token, string>>} */
const DARK = {
  panel: '#12161b',
  rim: '#2a313b',
  ink: '#e9edf2',
  muted: '#9aa5b4',
  sunk: '#191e25',
  edge: '#414b58',
  line: '#6f7b8a',
  work: '#79b4f7',
  'work-tint': '#14263b',
  'work-edge': '#37659a',
  failure: '#e8ad5c',
  'failure-tint': '#2b200f',
  'failure-edge': '#a8762d',
  inverse: '#dfe6ef',
  'on-inverse': '#12161c',
}

export const PALETTES = { light: LIGHT, dark: DARK }

/** `using` in a realm whose Node has not put its symbols there: releases before 24 do so in the main one only. @module */

for (const name of ['dispose', 'asyncDispose'] as const) {
  if (Symbol[name] === undefined) Object.defineProperty(Symbol, name, { value: Symbol.for(`Symbol.${name}`) })
}

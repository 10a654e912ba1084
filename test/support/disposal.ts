/** Gives a realm the symbols of `using`: before version 24, Node defines them in the main realm only. @module */

for (const name of ['dispose', 'asyncDispose'] as const) {
  if (Symbol[name] === undefined) Object.defineProperty(Symbol, name, { value: Symbol.for(`Symbol.${name}`) })
}

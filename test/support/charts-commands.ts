/** The same commands for the model of a supervisor and for a real one over real terms. @module */

import fc from 'fast-check'
import type { RestartType } from '../../machines/index.ts'
import { isAtWork, type ModelTerm, type Outcome, type SupervisorModel } from './charts-model.ts'
import type { TermTree } from './charts-terms.ts'

const idOf = ({ name, generation }: ModelTerm): string => `${name}#${generation}`

const seen = ({ phase, terms }: SupervisorModel): object => ({
  phase,
  states: terms.map((term) =>
    term.state === 'gone' ? `${idOf(term)} gone` : `${idOf(term)} ${term.state} ${term.failures}`,
  ),
})

type Act = (target: Pick<SupervisorModel & TermTree, 'tick' | 'add' | 'remove' | 'stop'>) => void
type Compare = (real: object, model: object) => void
type Command = fc.AsyncCommand<SupervisorModel, TermTree>

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f']

export const restartType = (): fc.Arbitrary<RestartType> =>
  fc.constantFrom('permanent', 'permanent', 'transient', 'temporary')

/** What may happen to a tree; each command ends in a comparison. */
export function commands(compare: Compare): fc.Arbitrary<Command>[] {
  const whole = (name: string, act: Act): Command => ({
    // A stopped supervisor hears nothing more.
    check: ({ phase }) => phase !== 'stopped',
    async run(model, real) {
      act(model as never)
      act(real as never)
      compare(await real.look(), seen(model))
    },
    toString: () => name,
  })
  const single = (
    name: string,
    pick: number,
    isFit: (term: ModelTerm) => boolean,
    act: (model: SupervisorModel, real: TermTree, term: ModelTerm) => void,
  ): Command => ({
    check: ({ terms }) => terms.some(isFit),
    async run(model, real) {
      const fit = model.terms.filter(isFit)
      act(model, real, fit[pick % fit.length] as ModelTerm)
      compare(await real.look(), seen(model))
    },
    toString: () => `${name} [${pick}]`,
  })
  const pick = fc.nat({ max: 5 })
  const outcome = fc.constantFrom<Outcome>('ok', 'ok', 'ok', 'unchanged', 'fail', 'fatal', 'throw')
  const name = fc.constantFrom(...NAMES)
  const work = fc.tuple(pick, outcome).map(([index, end]) =>
    single(end, index, isAtWork, (model, real, term) => {
      const id = idOf(term)
      model.work(term, end)
      real.work(id, end)
    }),
  )
  /** Lets the work of all terms succeed: otherwise few would ever come to `storing`. */
  const march: Command = {
    check: ({ terms }) => terms.some(isAtWork),
    async run(model, real) {
      for (const term of model.terms) {
        // What happens to one term may have ended others.
        if (!isAtWork(term)) continue
        real.work(idOf(term), 'ok')
        await real.look()
        model.work(term, 'ok')
      }
      compare(await real.look(), seen(model))
    },
    toString: () => 'march',
  }
  return [
    ...[work, work, work, fc.constant(march), fc.constant(march)],
    pick.map((index) =>
      single(
        'refresh',
        index,
        ({ state }) => state !== 'gone',
        (model, real, term) => {
          real.refresh(idOf(term))
          model.refresh(term)
        },
      ),
    ),
    fc.constantFrom(10, 50, 100, 300, 1_000).map((ms) => whole(`tick ${ms}`, (target) => target.tick(ms))),
    fc
      .tuple(name, restartType())
      .map(([one, type]) => whole(`add ${one} ${type}`, (all) => all.add(one, type))),
    fc.oneof(
      { weight: 4, arbitrary: name.map((one) => whole(`remove ${one}`, (target) => target.remove(one))) },
      { weight: 1, arbitrary: fc.constant(whole('stop', (target) => target.stop())) },
    ),
  ]
}

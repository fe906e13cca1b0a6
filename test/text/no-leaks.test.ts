// No person reads "undefined", "NaN" or "[object Object]": neither in what is said of a run nor in what is said of a wrong input.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evacuate } from '../../src/cli/evacuate-command.ts'
import { simulate } from '../../src/cli/simulate-command.ts'
import { sweep } from '../../src/cli/sweep-command.ts'
import { vmotionCalls } from '../../src/report/vmotion-calls.ts'
import { runToEnd } from '../../src/engine/run.ts'
import { PARAMETERS } from '../../src/engine/scenario/parameters.ts'
import { problemLine, quote } from '../../src/engine/scenario/problem.ts'
import { checkScenario, checkSeed } from '../../src/engine/scenario/validate.ts'
import { explain, topicsOf } from '../../src/report/explain/explain.ts'
import { summarize } from '../../src/report/summarize.ts'
import { decodeLink } from '../../src/saved/link.ts'
import { INTERVENTIONS } from '../../src/saved/interventions-codec.ts'
import { readRunFile } from '../../src/saved/run-file.ts'
import { parseScenarioFile } from '../../src/saved/scenario-file.ts'
import { callLabel, callText } from '../../src/text/calls.ts'
import { chainSentence } from '../../src/text/explain/explain.ts'
import { factText } from '../../src/text/facts.ts'
import { narrate } from '../../src/text/narration.ts'
import { STATE_TEXT } from '../../src/text/notices.ts'
import { outcomeRows, verdict } from '../../src/text/outcome.ts'
import { plain } from '../../src/text/sentence.ts'
import { deathText, lastDeathText, type Death, type Thread } from '../../src/text/threads.ts'
import { runInTest } from '../cli/run-in-test.ts'
import { smallRun } from '../engine/arbitrary-scenario.ts'
import { runs } from '../properties.ts'

const LEAK = /\bundefined\b|\bNaN\b|\bInfinity\b|\[object |\bnull is out of range/

/** What the program says itself: not what it quotes of a person's words. */
function leakIn(text: string): string | undefined {
  const own = text.replaceAll(/"[^"]*"/g, '""')
  const at = own.search(LEAK)
  return at < 0 ? undefined : own.slice(Math.max(0, at - 60), at + 60)
}

function expectNoLeak(texts: Iterable<string>): void {
  for (const text of texts) expect(leakIn(text), text).toBeUndefined()
}

/** Values of all kinds that JSON or code may hold. */
const anyThing: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    NaN,
    Infinity,
    -Infinity,
    -0,
    '',
    'undefined',
    [],
    {},
    () => 1,
    1n,
  ),
  fc.double(),
  fc.string(),
  fc.array(fc.constantFrom(undefined, null, 1), { maxLength: 3 }),
)

/** JSON with the fields that files have, so that readers get far. */
const anyFile: fc.Arbitrary<string> = fc
  .dictionary(
    fc.constantFrom(
      'format',
      'version',
      'parameters',
      'preset',
      'seed',
      'futures',
      'time',
      'rates',
      'x',
    ),
    fc.oneof(
      fc.constantFrom<unknown>(
        'switchover-run',
        'switchover-scenario',
        1,
        3,
        99,
        null,
        {},
        [],
        [{}],
        -1,
        Infinity,
      ),
      fc.jsonValue({ maxDepth: 3 }),
      fc.dictionary(fc.constantFrom(...Object.keys(PARAMETERS)), fc.jsonValue({ maxDepth: 1 })),
    ),
  )
  .map((file) => JSON.stringify(file).replaceAll('null', '1e999'))

describe('what is said of a wrong input', () => {
  test('values: quoted whatever they are', () => {
    fc.assert(
      fc.property(anyThing, (value) => expectNoLeak([`${quote(value)} isn't a number`])),
      runs(500),
    )
  })

  test('parameters and seeds', () => {
    const values = fc.dictionary(fc.constantFrom(...Object.keys(PARAMETERS), 'x'), anyThing)
    fc.assert(
      fc.property(values, anyThing, (partial, seed) => {
        const { problems, notices } = checkScenario(partial)
        const checked = checkSeed(seed)
        expectNoLeak([...problems, ...notices].map(problemLine))
        if ('problem' in checked) expectNoLeak([problemLine(checked.problem)])
      }),
      runs(300),
    )
  })

  test('files', () => {
    fc.assert(
      fc.property(anyFile, (text) => {
        expectNoLeak(readRunFile(text).problems.map(problemLine))
        expectNoLeak(parseScenarioFile(text).problems.map(problemLine))
      }),
      runs(500),
    )
  })

  test('a file without a format says that it is missing', () => {
    expect(readRunFile('{}').problems.map(problemLine)[0]).toMatch(/^format: is missing; allowed: /)
  })

  test('links', () => {
    const field = fc.constantFrom(
      ...Object.keys(PARAMETERS),
      'v',
      'p',
      't',
      'tab',
      'open',
      'zoom',
      'interventions',
      'futures',
    )
    const part = fc.tuple(
      field,
      fc.oneof(fc.constantFrom('', '1e999', '-', '1:', 'x:y=', ','), fc.string()),
    )
    const link = fc
      .array(part, { maxLength: 8 })
      .map((parts) => `#${parts.map((pair) => pair.join('=')).join('&')}`)
    fc.assert(
      fc.property(link, (hash) => {
        // A link's notices quote a person's words without marks where they name a field.
        const own = hash.includes('undefined') || hash.includes('NaN') || hash.includes('Infinity')
        if (!own) expectNoLeak(decodeLink(hash, INTERVENTIONS).notices.map(({ text }) => text))
      }),
      runs(500),
    )
  })

  test('numbers that are too large, wherever the command line takes one', async () => {
    const cases: [Parameters<typeof runInTest>[0], string[]][] = [
      [simulate, ['default', '--set', 'vm.memory=1e999']],
      [simulate, ['default', '--seed', '1e999']],
      [simulate, ['default', '--heat', '--at', '1e999']],
      [simulate, ['default', '--intervene', '1e999:cancel']],
      [evacuate, ['default', '--vms', '1e999']],
      [evacuate, ['default', '--spread', '-1e999']],
    ]
    for (const [command, words] of cases) {
      const { err, code } = await runInTest(command, words)
      expectNoLeak([err])
      expect(code).toBe(2)
    }
  })

  test('command lines', async () => {
    const word = fc.constantFrom(
      'default',
      'nobody',
      '-',
      '--set',
      '--seed',
      '--json',
      '--facts',
      '--pages',
      '--at',
      '--heat',
      '--logs',
      '--host',
      '--file',
      '--grep',
      '--vms',
      '--mix',
      '--limit',
      '--param',
      '--out',
      '--fail',
      '--intervene',
      'vm.memory=1e999',
      'vm.memory=',
      '=',
      'x=1',
      '1e999',
      '',
      '0-',
      'host=x',
      '20:',
      '--model',
      'literal',
      '--help',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(simulate, sweep, evacuate),
        // The word at the end is unknown: nothing is run.
        fc.array(word, { maxLength: 5 }).map((words) => [...words, '--nonsense']),
        async (command, words) => {
          const { out, err } = await runInTest(command, words)
          expectNoLeak([out, err])
        },
      ),
      runs(200),
    )
  })
})

describe('what is said of a run', () => {
  test('sentences, verdict, rows, facts, calls and reasons', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'fluid'), (input) => {
        const record = runToEnd(input)
        const summary = summarize(record)
        const { title, why } = verdict(summary)
        expectNoLeak([title, plain(why)])
        expectNoLeak(narrate(summary).map(({ sentence }) => plain(sentence)))
        expectNoLeak(
          outcomeRows(summary).flatMap(({ label, value, note }) => [
            label,
            plain(value),
            plain(note),
          ]),
        )
        expectNoLeak(
          summary.facts.map((fact) => plain(factText(fact, summary.input.scenario.generation))),
        )
        expectNoLeak(
          vmotionCalls(summary).flatMap((call) => [
            callLabel(call),
            plain(callText(call, summary)),
          ]),
        )
        for (const topic of topicsOf(summary)) {
          const chain = explain(summary, topic)
          if (chain) expectNoLeak([plain(chainSentence(chain))])
        }
      }),
      runs(150),
    )
  })

  test('reports and logs of the command line', async () => {
    for (const preset of [
      'default',
      'memtest',
      'worked-example',
      'quick-resume-41',
      'vgpu-16gb-67',
    ])
      for (const flags of [[], ['--logs'], ['--facts'], ['--heat', '--at', '5']]) {
        const { out, err } = await runInTest(simulate, [preset, '--set', 'vm.memory=1', ...flags])
        expectNoLeak([out, err])
      }
  })
})

describe('what the page says of itself', () => {
  test('threads that die, runs that fail, views that are refused', () => {
    const deaths: Death[] = [
      { kind: 'failed', message: '' },
      { kind: 'failed', message: 'boom' },
      { kind: 'silent', seconds: 8 },
      { kind: 'forgetful' },
    ]
    const threads: Thread[] = ['engine', 'player', 'evacuation']
    for (const thread of threads)
      expectNoLeak(
        deaths.flatMap((death) => [deathText(thread, death), lastDeathText(thread, death)]),
      )
    expectNoLeak([
      STATE_TEXT.runFailed(''),
      STATE_TEXT.runFailed('boom'),
      STATE_TEXT.refused('boom'),
    ])
    expect(STATE_TEXT.runFailed('')).toBe(
      'This run could not be computed. The run before it stays on the screen.',
    )
  })
})

test('the check finds what it looks for', () => {
  for (const text of [
    'format: undefined is another',
    'NaN s',
    'in [object Object]',
    'Infinity GiB',
  ])
    expect(leakIn(text)).toBeDefined()
  expect(leakIn('preset: unknown preset "undefined"')).toBeUndefined()
})

/** Words of the page "How true is this?". Its numbers come from the results. */
import type { GroupId, Metric } from '../validation/case.ts'
import { formatNumber } from './format.ts'
import { GROUP_TEXT, METRIC_TEXT, percentText } from './validation.ts'

export const TRUTH_TEXT = {
  title: 'How true is this?',
  dataSets: 'Data set',
  what: 'What',
  parts: 'Part',
  all: 'All',
  metric: 'Compared',
  engine: 'this model',
  scatter: 'Predicted against measured',
  scatterHelp:
    'Arrow keys move from case to case. Enter opens the run of the case on the stage, where it has one.',
  cellsHelp: 'Arrow keys move from square to square.',
  measuredAxis: (metric: Metric) => `measured ${METRIC_TEXT[metric]}`,
  predictedAxis: (metric: Metric) => `predicted ${METRIC_TEXT[metric]}`,
  exact: 'exact',
  band: '± 10 %',
  neverRow: 'never ends (predicted)',
  keys: {
    measured: 'measured',
    prediction: 'another model’s output',
    published: 'published figure',
    fitted: 'fitted: shows what the model can say, not what it foresees',
  },
  pick: 'Point at a dot, or move with the arrow keys, and the case is read out here.',
  pickCell: 'Point at a square, or move with the arrow keys: how many migrations lie there.',
  openRun: 'Open this run on the stage',
  noRun: 'This row has no run to open.',
  cell: (n: number, measured: string, predicted: string) =>
    `${formatNumber(n)} ${n === 1 ? 'migration' : 'migrations'} measured ${measured}, predicted ${predicted}.`,
  cellNever: (n: number, measured: string) =>
    `${formatNumber(n)} ${n === 1 ? 'migration' : 'migrations'} measured ${measured}; the model says they never end.`,
  from: (low: string, high: string) => `${low} to ${high}`,
  source: 'Source',
  note: 'Note',
  table: 'All cases as a table',
  tableOf: (what: string) => `${what}: table`,
  cellTable: 'All squares as a table',
  columns: {
    case: 'Case',
    part: 'Part',
    measured: 'Measured',
    predicted: 'Predicted',
    error: 'Error',
    of: 'Of',
  },
  cellColumns: { measured: 'Measured from', predicted: 'Predicted from', n: 'Migrations' },
  errors: 'How far off, beside the textbook',
  errorsHelp:
    'Each line says which share of the migrations a prediction of total time stays within. Higher and further left is better.',
  noBaselines: 'The rows of this set do not hold what the textbook formulas need.',
  errorAxis: 'error of total time',
  shareAxis: 'share of the migrations',
  errorColumns: {
    who: 'Prediction',
    n: 'Rows',
    median: 'Median',
    mean: 'Mean',
    p90: 'P90',
    worst: 'Worst',
    never: 'Never',
    verdict: 'Right verdict',
  },
  besideTitle: 'How much of it was chosen',
  besideLead:
    'These records do not say how much memory a workload keeps writing to. What was assumed for it decides a part of the error; here are the same rows under other assumptions. Error of total time.',
  leftOutTitle: 'Each scenario left out',
  leftOutLead:
    'One constant of the throttle was measured on these runs. Here each scenario is predicted with the value that the others give. Error of total time.',
  leftOutOwnWhat: 'with the constant that all scenarios give together',
  besideOwn: 'this model, as above',
  besideOwnWhat:
    'a table by workload, made from all rows by the rule: least mean error on a small grid',
  besideBy: (command: string, version: number) =>
    `The rule was run by “${command}”, model version ${version}.`,
  neverCounts: '“Never” where the real run ended counts as an error of 100 %.',
  metricsTitle: 'Everything that was compared in this set',
  metricColumns: { metric: 'Of', near: 'Within 5 %' },
  nearPasses: 'within one',
  mistake: 'The classic mistake',
  mistakeLead:
    'A guest that writes one page twice has dirtied one page. The textbook adds up every write as if it hit a new page, for as long as the copying lasts; real memory saturates.',
  mistakeSentence: (textbook: string, measured: string, engine: string, n: string) =>
    `Where a guest dirties memory at 0.9 to 1.0 of the wire’s rate, the textbook says ${textbook} the memory on the wire. The median of ${n} real migrations is ${measured}; this model says ${engine}.`,
  mistakeNone: 'These figures come from records that are not in this build.',
  mistakeX: 'dirty rate ÷ rate of the wire',
  mistakeY: 'bytes on the wire, × memory',
  mistakeLines: { measured: 'measured', engine: 'this model', textbook: 'textbook 1/(1 − D/R)' },
  mistakeTextbookNever: 'from 1.0 on, “never”',
  mistakeTable: {
    ratio: 'Dirty rate ÷ rate',
    n: 'Migrations',
    measured: 'Measured',
    engine: 'This model',
    textbook: 'Textbook',
    downtime: 'Downtime',
  },
  never: 'never',
  availableBandwidth:
    'The “available bandwidth” of these records is the mean rate of each run itself, bytes ÷ time. It is given to every prediction, so that here an error in time is an error in bytes.',
  recordedBy: (command: string, version: number, data: string) =>
    `Recorded by “${command}”, model version ${version}, data ${data}. The records themselves are others’ and not in this page.`,
  madeBy: (command: string) => `Made by “${command}” when this page was built.`,
  limits: 'What to trust, and what not',
  modelled: 'Modelled, and held against measurements',
  notModelled: 'Not modelled',
  inferred: 'Inferred or unverified',
  inferredLead:
    'Values that no published source states. On the stage they are marked in the sentence itself.',
  rows: (n: number) => `${formatNumber(n)} ${n === 1 ? 'row' : 'rows'}`,
  notRecorded: 'Not in this build: its records lie outside of the project.',
} as const

/** What the mechanism is, and which data set speaks for it. */
export const MODELLED: readonly { readonly what: string; readonly groups: readonly GroupId[] }[] = [
  { what: 'A dirty set saturates: only distinct pages count.', groups: ['qemu', 'snu', 'huawei'] },
  {
    what: 'Passes, what each one sends, and when copying stops.',
    groups: ['qemu', 'clark', 'huawei', 'simgrid'],
  },
  {
    what: 'Zero pages cost next to nothing on the wire, and time to look at.',
    groups: ['qemu', 'others'],
  },
  { what: 'Pages that are dirtied again before their turn.', groups: ['clark', 'qemu'] },
  {
    what: 'Downtime: what is left ÷ the wire, device state, fixed parts.',
    groups: ['qemu', 'vmware'],
  },
  { what: 'What streams, NICs and CPUs of the hosts let through.', groups: ['vmware', 'others'] },
  { what: 'Post-copy, throttling by steps, network failures.', groups: ['qemu'] },
]

/** What a reader might expect and will not find. */
export const NOT_MODELLED: readonly string[] = [
  'Compression of pages (XBZRLE, multi-thread): listed in the SNU records, not predicted.',
  'The guest’s instructions: its writes are simulated, not its programs.',
  'Disks: the datastore is shared; Storage vMotion is not simulated.',
  'Your hosts: costs of page faults and parts of the stun are orders of magnitude.',
  'vMotion itself, pass by pass: nobody has published such a trace. Its mechanism is held against hypervisors whose traces exist.',
]

/** The sentence under the title. */
export function leadSentence(
  rows: number,
  engine: number | undefined,
  textbook: number | undefined,
  of: GroupId | undefined,
  part: string | undefined,
): string {
  const held = `The model was held against ${formatNumber(rows)} rows: real migrations, other models’ output and published figures.`
  if (engine === undefined || of === undefined) return held
  const beside =
    textbook === undefined ? '' : `, the textbook’s V/(R−D) by ${percentText(textbook)}`
  const sentence = `${held} In “${GROUP_TEXT[of].title}”, ${part ?? TRUTH_TEXT.all}, its total time is off by ${percentText(engine)} on average${beside}.`
  // A number and its sign stay together.
  return sentence.replaceAll(' %', '\u00a0%')
}

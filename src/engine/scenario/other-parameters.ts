/** Parameters that only hypervisors other than ESXi look at. Defaults are theirs. */
import type { ChoiceParameter, NumberParameter } from './parameter.ts'

const own = { group: 'others', source: 'your choice', confidence: 'choice' } as const
const qemu = {
  group: 'others',
  source: 'QEMU72: default of QEMU 7.2',
  confidence: 'third-party',
} as const

const percent = { ...qemu, unit: '%', min: 1, max: 99, range: 'option', step: 1 } as const

function number(
  parameter: Omit<NumberParameter, 'kind' | 'scale'> & { readonly scale?: 'linear' | 'log' },
): NumberParameter {
  return { kind: 'number', scale: 'linear', ...parameter }
}

export const OTHER_PARAMETERS = {
  'qemu.maxBandwidth': number({
    ...qemu,
    unit: 'MiB/s',
    min: 0,
    max: 20000,
    step: 1,
    default: 128,
  }),
  'qemu.downtimeLimit': number({
    ...qemu,
    unit: 'ms',
    min: 0,
    max: 2000000,
    range: 'option',
    step: 10,
    scale: 'log',
    default: 300,
  }),
  'qemu.autoConverge': {
    kind: 'choice',
    ...qemu,
    options: ['off', 'on'],
    default: 'off',
  } as const satisfies ChoiceParameter<'off' | 'on'>,
  'qemu.throttleInitial': number({ ...percent, default: 20 }),
  'qemu.throttleIncrement': number({ ...percent, default: 10 }),
  'qemu.throttleMost': number({ ...percent, default: 99 }),
  'qemu.postcopyAfter': number({ ...own, unit: 's', min: 0, max: 100000, step: 0.1, default: 0 }),
  'qemu.postcopyBandwidth': number({
    ...qemu,
    unit: 'MiB/s',
    min: 0,
    max: 20000,
    step: 1,
    default: 0,
  }),
  'qemu.socketBuffer': number({
    ...own,
    unit: 'B',
    min: 4096,
    max: 67108864,
    step: 4,
    scale: 'log',
    default: 562540,
  }),
  'xen.leastRate': number({
    group: 'others',
    unit: 'Mbit/s',
    min: 1,
    max: 100000,
    step: 10,
    default: 100,
    source: 'CLARK05: the first round of its SPECweb run goes at 100 Mbit/s',
    confidence: 'third-party',
  }),
  'xen.mostRate': number({
    group: 'others',
    unit: 'Mbit/s',
    min: 1,
    max: 100000,
    step: 10,
    default: 500,
    source: 'CLARK05: the limit of its figures is 500 Mbit/s',
    confidence: 'third-party',
  }),
} as const

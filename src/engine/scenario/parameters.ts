/**
 * The one table of parameters. Dials, links, files, command-line flags, messages about wrong input and the JSON schema
 * are all made from it; labels and help stand under the same ids in `text/`.
 */
import type { ChoiceParameter, CurveParameter, NumberParameter } from './parameter.ts'

function choice<const Option extends string>(
  parameter: Omit<ChoiceParameter<Option>, 'kind'>,
): ChoiceParameter<Option> {
  return { kind: 'choice', ...parameter }
}

function number(parameter: Omit<NumberParameter, 'kind' | 'scale'> & { scale?: 'linear' | 'log' }): NumberParameter {
  return { kind: 'number', scale: 'linear', ...parameter }
}

function curve(parameter: Omit<CurveParameter, 'kind'>): CurveParameter {
  return { kind: 'curve', ...parameter }
}

const own = { source: 'your choice', confidence: 'choice' } as const
/** Default of a real ESXi advanced option, read from dumps of real hosts. */
const option = { source: 'LAM: default of real hosts, 6.0 U3 to 9.0.1', confidence: 'option-default' } as const

export const PARAMETERS = {
  'generation': choice({ group: 'generation', options: ['ESX2', '4.0', '4.1', '5.0', '5.1', '6.0', '6.5', '6.7', '7.0U1', '7.0U2', '8.0', '9.0'], default: '7.0U1', ...own }),

  'vm.memory': number({ group: 'vm', unit: 'GiB', min: 0.125, max: 24576, step: 0.125, scale: 'log', default: 64, main: true, ...own }),
  'vm.inUse': number({ group: 'vm', unit: '%', min: 1, max: 100, step: 1, default: 100, ...own }),
  'vm.zeroPages': number({ group: 'vm', unit: '%', min: 0, max: 100, step: 1, default: 0, ...own }),
  'vm.vcpus': number({ group: 'vm', unit: '', min: 1, max: 768, step: 1, scale: 'log', default: 16, ...own }),
  'vm.deviceState': number({ group: 'vm', unit: 'MB', min: 0, max: 544, step: 1, default: 10, source: 'gives an idle VM a stun of 134–138 ms; the limit is Migrate.CptCacheMaxSizeMB (LAM)', confidence: 'inferred' }),

  'vm.vgpuMemory': number({ group: 'vm', unit: 'GB', min: 0, max: 48, step: 1, default: 0, ...own }),

  'workload.pattern': choice({ group: 'workload', options: ['random', 'sweep', 'hotcold', 'bursts', 'curve'], default: 'random', ...own }),
  'workload.writeRate': number({ group: 'workload', unit: 'MiB/s', min: 0, max: 20000, step: 1, scale: 'log', default: 350, main: true, ...own }),
  'workload.workingSet': number({ group: 'workload', unit: 'GiB', min: 0, max: 24576, step: 0.0625, scale: 'log', default: 12, main: true, ...own }),
  'workload.writers': number({ group: 'workload', unit: '', min: 1, max: 768, step: 1, scale: 'log', default: 8, ...own }),
  'workload.hotSet': number({ group: 'workload', unit: '%', min: 1, max: 99, step: 1, default: 10, ...own }),
  'workload.hotWrites': number({ group: 'workload', unit: '%', min: 1, max: 99, step: 1, default: 90, ...own }),
  'workload.sweepStart': number({ group: 'workload', unit: '%', min: 0, max: 99, step: 1, default: 0, ...own }),
  'workload.burstOn': number({ group: 'workload', unit: 's', min: 0.1, max: 600, step: 0.1, scale: 'log', default: 5, ...own }),
  'workload.burstOff': number({ group: 'workload', unit: 's', min: 0, max: 600, step: 0.1, scale: 'log', default: 5, ...own }),
  'workload.background': number({ group: 'workload', unit: 'pages/s', min: 0, max: 10000, step: 1, scale: 'log', default: 25, source: '20–35 new pages a second in two genuine log lines of near-idle VMs (KB436882, SEXI)', confidence: 'inferred' }),
  'workload.curve': curve({ group: 'workload', maxPoints: 64, default: [[0.125, 0.002], [1, 0.014], [10, 0.055], [60, 0.18]], source: 'the published dirty curve of a 32 GiB VM (Huawei, qemu-devel 2023)', confidence: 'third-party' }),

  'network.speed': choice({ group: 'network', options: ['1', '10', '25', '40', '50', '100'], default: '10', main: true, ...own }),
  'network.nics': number({ group: 'network', unit: '', min: 1, max: 16, step: 1, default: 1, ...own }),
  'network.vmknics': number({ group: 'network', unit: '', min: 1, max: 16, step: 1, default: 1, ...own }),
  'network.extraNics': number({ group: 'network', unit: '', min: 0, max: 15, step: 1, default: 0, ...own }),
  'network.extraSpeed': choice({ group: 'network', options: ['1', '10', '25', '40', '50', '100'], default: '1', ...own }),
  'network.mtu': choice({ group: 'network', options: ['1500', '9000'], default: '9000', ...own }),
  'network.rtt': number({ group: 'network', unit: 'ms', min: 0, max: 500, step: 0.05, scale: 'log', default: 0.2, main: true, source: 'a local network: one stream then carries up to 22.5 Gb/s', confidence: 'inferred' }),
  'network.loss': number({ group: 'network', unit: '%', min: 0, max: 5, step: 0.001, scale: 'log', default: 0, ...own }),
  'network.otherTraffic': number({ group: 'network', unit: '%', min: 0, max: 95, step: 1, default: 0, ...own }),
  'network.busLimit': number({ group: 'network', unit: 'Gb/s', min: 0, max: 400, step: 0.1, default: 0, ...own }),
  'network.encryption': choice({ group: 'network', options: ['disabled', 'opportunistic', 'required'], default: 'opportunistic', source: 'ENC: opportunistic is the default of 6.5 and later; earlier versions cannot encrypt', confidence: 'published' }),
  'network.routed': choice({ group: 'network', options: ['no', 'yes'], default: 'no', ...own }),
  'network.limit': number({ group: 'network', unit: 'MB/s', min: 0, max: 20000, step: 1, scale: 'log', default: 0, ...own }),

  'hosts.sourceCores': number({ group: 'hosts', unit: 'cores', min: 0.1, max: 256, step: 0.1, scale: 'log', default: 32, source: 'as many as not to bind unless you ask for it', confidence: 'inferred' }),
  'hosts.destinationCores': number({ group: 'hosts', unit: 'cores', min: 0.1, max: 256, step: 0.1, scale: 'log', default: 32, source: 'as many as not to bind unless you ask for it', confidence: 'inferred' }),

  'hosts.aesNi': choice({ group: 'hosts', options: ['yes', 'no'], default: 'yes', ...own }),
  'hosts.pageFireCost': number({ group: 'hosts', unit: 'µs', min: 0, max: 100, step: 0.5, default: 3, source: 'of the order of an EPT violation and its handling; not published', confidence: 'inferred' }),

  'Migrate.PreCopySwitchoverTimeGoal': number({ group: 'migration', unit: 'ms', min: 100, max: 100000, step: 100, scale: 'log', default: 500, ...option }),
  'Migrate.PreCopyMinProgressPerc': number({ group: 'migration', unit: '%', min: 1, max: 1000, step: 1, default: 130, ...option }),
  'Migrate.PreCopyPagesPerSend': number({ group: 'migration', unit: 'pages', min: 1, max: 1024, step: 1, scale: 'log', default: 32, ...option }),
  'Migrate.SdpsEnabled': choice({ group: 'migration', options: ['0', '1', '2'], default: '2', ...option }),
  'Migrate.SdpsTargetRate': number({ group: 'migration', unit: '%', min: 1, max: 10000, step: 1, scale: 'log', default: 500, ...option }),
  'Migrate.SdpsDynamicDelaySec': number({ group: 'migration', unit: 's', min: 1, max: 600, step: 1, scale: 'log', default: 30, ...option }),
  'Migrate.DetectZeroPages': choice({ group: 'migration', options: ['0', '1'], default: '1', ...option }),
  'Migrate.VMotionStreamHelpers': number({ group: 'migration', unit: '', min: 0, max: 112, step: 1, default: 0, ...option }),
  'Migrate.SndBufSize': number({ group: 'migration', unit: 'B', min: 4096, max: 67108864, step: 4, scale: 'log', default: 562540, ...option }),
  'Migrate.NetTimeout': number({ group: 'migration', unit: 's', min: 1, max: 600, step: 1, scale: 'log', default: 20, ...option }),
  'Migrate.NetLatencyModeThreshold': number({ group: 'migration', unit: 'ms', min: 1, max: 1000, step: 1, scale: 'log', default: 4, ...option }),
  'Migrate.NetExpectedLineRateMBps': number({ group: 'migration', unit: 'MB/s', min: 1, max: 2000, step: 1, scale: 'log', default: 133, ...option }),
  'vmotion.maxSwitchoverSeconds': number({ group: 'migration', unit: 's', min: 1, max: 1000, step: 1, scale: 'log', default: 100, source: 'KB 314376', confidence: 'published' }),

  'failure': choice({ group: 'failure', options: ['none', 'no-vmotion-network', 'mtu-mismatch', 'destination-memory', 'destination-cpu', 'evc-mismatch', 'attached-device', 'link-cut', 'vcenter-down', 'destination-dies'], default: 'none', ...own }),
  'failure.at': number({ group: 'failure', unit: 's', min: 0, max: 100000, step: 0.1, scale: 'log', default: 12.5, ...own }),

  'model': choice({ group: 'engine', options: ['sampled', 'literal', 'fluid'], default: 'sampled', ...own }),
} as const

export type ParameterId = keyof typeof PARAMETERS

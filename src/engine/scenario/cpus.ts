/** Generations of CPUs, apart from the table of parameters: the model needs their order and nothing else of it. */

/** Baselines of EVC for Intel, oldest first (KB 1003212). */
export const CPUS = [
  'Nehalem',
  'Westmere',
  'SandyBridge',
  'IvyBridge',
  'Haswell',
  'Broadwell',
  'Skylake',
  'CascadeLake',
  'IceLake',
  'SapphireRapids',
] as const

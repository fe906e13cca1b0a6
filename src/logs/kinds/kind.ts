/** What the table says about each kind of line, by the file that it stands in. */
import type { LogFile } from '../places.ts'
import type { Major, Versions } from './version-ranges.ts'

interface Common<Template extends string> {
  readonly template: Template
  /** Versions in whose logs the writer writes it; without it, all. `never`: it is only read. */
  readonly written?: Versions | 'never'
  /** Major versions from which genuine lines of these words are known; without it, none: the line is unverified. */
  readonly seen?: readonly Major[]
}

/** `Migrate: 269: ID S: …`. */
export interface VmkernelKind<Template extends string = string> extends Common<Template> {
  readonly file: 'vmkernel.log'
  readonly module: string
  readonly warning?: true
  /** The world that writes it; by default the VMX's. */
  readonly world?: 'helper'
  /** From 5 on, `vm 2758492: ` stands before the number of the source line. */
  readonly vm?: true
  /** The line does not begin with the migration ID and the side. */
  readonly anonymous?: true
  /** Numbers of source lines in genuine logs, by first version. They differ between builds: nothing follows from them. */
  readonly sourceLines?: readonly (readonly [from: number, line: number])[]
}

/** `vmx| I120: …`. */
export interface VmwareKind<Template extends string = string> extends Common<Template> {
  readonly file: 'vmware.log'
  /** By default `vmx`. `poster`: at the source up to 6.x the first vCPU, which notices the failure; else the VMX. */
  readonly thread?: 'vcpu' | 'worker' | 'poster'
  readonly notice?: true
}

/** `info hostd[…] [… sub=Vcsvc.VMotionSrc (ID)] …`, the same for vpxa. */
export interface AgentKind<Template extends string = string> extends Common<Template> {
  readonly file: 'hostd.log' | 'vpxa.log'
  readonly level: 'info' | 'verbose' | 'warning' | 'error'
  readonly sub: 'migration' | 'vm' | 'Default'
  /** Continues the record before it on a line of its own, `-->    key = …`, indented by so many spaces. */
  readonly continues?: number
}

export type LineKind = VmkernelKind | VmwareKind | AgentKind

type Shape<Kind> = Omit<Kind, 'file' | 'template'>

export function vmkernel<const Template extends string>(
  template: Template,
  shape: Shape<VmkernelKind>,
): VmkernelKind<Template> {
  return { file: 'vmkernel.log', template, ...shape }
}

export function vmware<const Template extends string>(
  template: Template,
  shape: Shape<VmwareKind> = {},
): VmwareKind<Template> {
  return { file: 'vmware.log', template, ...shape }
}

export function agent<const Template extends string>(
  file: Extract<LogFile, 'hostd.log' | 'vpxa.log'>,
  template: Template,
  shape: Shape<AgentKind>,
): AgentKind<Template> {
  return { file, template, ...shape }
}

/** Where lines are written: two hosts, and the four files of each. */
import type { Host } from '../engine/facts.ts'

export const LOG_HOSTS = ['source', 'destination'] as const satisfies readonly Host[]

export const LOG_FILES = ['vmkernel.log', 'vmware.log', 'hostd.log', 'vpxa.log'] as const
export type LogFile = (typeof LOG_FILES)[number]

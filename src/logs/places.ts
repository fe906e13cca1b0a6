/** Where lines are written: the two hosts and the four files of each. */

export const LOG_HOSTS = ['source', 'destination'] as const
export type LogHost = (typeof LOG_HOSTS)[number]

export const LOG_FILES = ['vmkernel.log', 'vmware.log', 'hostd.log', 'vpxa.log'] as const
export type LogFile = (typeof LOG_FILES)[number]

/** Words of the licences: in the file that the build makes of them, and where the page leads to it. */

export const LICENCE_TEXT = {
  /** Beside the page; in the one-file page an element with this id holds the same. */
  file: 'THIRD-PARTY-NOTICES.txt',
  lead: 'Switchover is open source under the MIT licence. ',
  link: 'Licences of all that this page contains',
  licence: (id: string) => `Licence: ${id}`,
  parts: 'Switchover contains the following software of others.',
  noText: (name: string) => `${name} ships no licence text.`,
  notAllowed: (name: string, licence: string, allowed: readonly string[]) =>
    `${name} has the licence ${licence}. What is shipped has one of: ${allowed.join(', ')}.`,
  noPackage: (id: string) => `${id} belongs to no package whose licence could be named.`,
} as const

/** Words of the licences: in the file that the build makes of them, and where the page leads to it. */

export const LICENCE_TEXT = {
  /** Beside the page; in the one-file page an element with this id holds the same. */
  file: 'THIRD-PARTY-NOTICES.txt',
  lead: 'Switchover is open source under the MIT licence. ',
  link: 'Licences of everything in this page',
  licence: (id: string) => `Licence: ${id}`,
  parts: 'Switchover includes the following third-party software.',
  noText: (name: string) => `${name} ships no licence text.`,
  notAllowed: (name: string, licence: string | undefined, allowed: readonly string[]) =>
    `${name} ${licence === undefined ? 'names no licence' : `is licensed under ${licence}`}; only these may be shipped: ${allowed.join(', ')}.`,
  noPackage: (id: string) => `${id} belongs to no package with a known licence.`,
} as const

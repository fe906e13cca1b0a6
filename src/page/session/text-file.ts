/** What opening a file needs of it. */

/** The part of a file that is needed; a test gives its own. */
export interface TextFile {
  readonly name: string
  readonly size: number
  text(): Promise<string>
}

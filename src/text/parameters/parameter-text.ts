/** The shape of a parameter's words. */

export interface ParameterText {
  /** At most a few words; the unit stands behind the number. */
  readonly label: string
  /** One to three short sentences: what it is, its unit, what happens when it grows. */
  readonly help: string
  /** Labels of the options of a choice, where the option alone does not say enough. */
  readonly options?: Readonly<Record<string, string>>
}

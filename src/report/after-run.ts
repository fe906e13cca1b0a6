/** What the engine's thread does with a run beside computing it: one part of its code, fetched while the first run begins. */
export { computeAlternatives } from './alternatives.ts'
export { guestPainWork } from './guest-pain.ts'
export { runAndSummarize } from './summarize.ts'

/** Compiles the reports of a period into one summary: pure, deterministic, every figure with its source (B87–B93). */
export type * from './compile-types';

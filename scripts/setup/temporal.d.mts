export type ProgramName = 'temporal' | 'temporal-test-server';
export declare function findProgram(name: ProgramName): string | undefined;
export declare function ensureProgram(name: ProgramName): Promise<string>;
export declare function download(url: string, file: string): Promise<void>;

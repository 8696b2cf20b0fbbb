export declare class SetupError extends Error {
  readonly wayOut: string;
  constructor(message: string, wayOut: string);
}
export declare function say(line: string): void;
export declare function step<T>(title: string, work: () => Promise<T>): Promise<T>;

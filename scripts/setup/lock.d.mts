export interface Owner {
  pid: number;
  started: string | undefined;
}
export interface Lock {
  release: () => void;
  /** The last owner died without letting go. */
  stale: boolean;
}
export declare function processStart(pid: number): string | undefined;
export declare function ownerAlive(owner: Owner | undefined): boolean;
export declare function self(): Owner;
export declare function readOwner(file: string): Owner | undefined;
export declare function tryLock(file: string): Lock | undefined;
export declare function withLock<T>(
  file: string,
  work: () => Promise<T>,
  onWait?: (pid: number | undefined) => void,
): Promise<T>;

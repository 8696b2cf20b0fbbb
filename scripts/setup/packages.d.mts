export declare function ensurePackages(): Promise<void>;
export declare function sameInstallation(lockText: string, recordText: string): boolean;

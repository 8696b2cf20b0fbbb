export declare const ROOT: string;
export declare const STATE: string;
export declare const DATA: string;
export declare function readStamp(name: string): string | undefined;
export declare function writeStamp(name: string, value: string): void;

interface Pin {
  platform: string;
  program: string;
  wheel: string;
}
export declare const PROGRAMS: Record<
  'temporal' | 'temporal-test-server',
  {
    title: string;
    version: string;
    wheel: string;
    official: (os: string, cpu: string) => string;
    pins: Record<string, Pin>;
  }
>;
export declare const SYSTEM: string;

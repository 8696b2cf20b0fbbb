/** The obligation: states and events, lock reasons, journal, timeliness and rates, under one name. */
export * from './journal';
export * from './locks';
export * from './obligation-machine';
export * from './timeliness';

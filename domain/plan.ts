/** The plan: its life, what it owes, and what a change to it, its units or the calendar does, under one name. */
export * from './ad-hoc';
export * from './calendar-shift';
export * from './contacts';
export * from './plan-life';
export * from './plan-projection';
export * from './register-rows';
export * from './unit-record';
export * from './unit-restore';
